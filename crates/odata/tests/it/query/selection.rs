//! `$select`: what is left of a row.

use odata::query::{Listing, QueryOptions};
use serde_json::{Value, json};

use crate::schema::evaluation;

fn selected(query: &str) -> Value {
    let row = json!({
        "@odata.type": "#music.keyboard",
        "id": "1",
        "name": "Organ",
        "name@music.language": "en",
        "keys": 61,
        "maker": { "@odata.type": "#music.maker", "name": "Zoë", "town": { "name": "Ulm", "code": 7 } },
        "maker@odata.context": "x",
        "players": [
            { "name": "Ann", "years": 3 },
            { "@odata.type": "#music.teacher", "name": "Bo", "years": 4, "subject": "Organ" }
        ]
    });
    let listing = Listing { evaluation: evaluation(), searched: &[], page_size: None, has_order: true };
    let page = listing.page(vec![row], &QueryOptions::parse(query).unwrap()).unwrap();
    page.rows.into_iter().next().unwrap()
}

#[test]
fn a_row_keeps_its_id_its_type_and_annotations_of_what_is_selected() {
    insta::assert_compact_json_snapshot!(selected("$select=NAME"), @r##"{"@odata.type": "#music.keyboard", "id": "1", "name": "Organ", "name@music.language": "en"}"##);
}

#[test]
fn a_part_of_a_complex_value_can_be_selected() {
    insta::assert_json_snapshot!(selected("$select=maker/town/name"), @r##"
    {
      "@odata.type": "#music.keyboard",
      "id": "1",
      "maker": {
        "@odata.type": "#music.maker",
        "town": {
          "name": "Ulm"
        }
      },
      "maker@odata.context": "x"
    }
    "##);
}

#[test]
fn a_part_is_selected_of_each_item() {
    insta::assert_json_snapshot!(selected("$select=players/name,players/music.teacher/subject"), @r##"
    {
      "@odata.type": "#music.keyboard",
      "id": "1",
      "players": [
        {
          "name": "Ann"
        },
        {
          "@odata.type": "#music.teacher",
          "name": "Bo",
          "subject": "Organ"
        }
      ]
    }
    "##);
}

#[test]
fn the_whole_wins_over_its_part() {
    assert_eq!(selected("$select=maker/name,maker")["maker"]["town"]["code"], 7);
}

#[test]
fn a_property_of_a_derived_type_is_selected_where_there_is_one() {
    assert_eq!(selected("$select=music.keyboard/keys")["keys"], 61);
    assert_eq!(selected("$select=players/music.teacher/subject")["players"][0], json!({}));
}

#[test]
fn everything_is_selected_by_a_star_or_by_nothing() {
    assert_eq!(selected("$select=id,*"), selected(""));
}

#[test]
fn what_is_expanded_stays() {
    let row = selected("$select=name&$expand=players($top=1)");
    assert_eq!(row["players"].as_array().unwrap().len(), 2);
    assert_eq!(row.get("keys"), None);
    assert_eq!(selected("$select=name&$expand=*"), selected(""));
}
