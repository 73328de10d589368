//! Bodies, read as a service reads them.

use odata::{Error, Field, Limits, ObjectReader, parse_object};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Colour {
    Red,
    DarkBlue,
}

const COLOURS: [&str; 3] = ["red", "darkBlue", "unknownFutureValue"];

/// Sees canonical spellings alone. It knows the sentinel, which must not reach it.
fn colour(member: &str) -> Option<Colour> {
    match member {
        "red" | "unknownFutureValue" => Some(Colour::Red),
        "darkBlue" => Some(Colour::DarkBlue),
        _ => None,
    }
}

fn reader(body: &str) -> ObjectReader {
    ObjectReader::new(parse_object(body.as_bytes(), Limits::default()).unwrap())
}

/// What is refused, and where.
fn refusal<T>(read: Result<T, Error>) -> String {
    let error = read.err().unwrap();
    format!("{}: {}", error.target.unwrap_or_default(), error.message)
}

#[test]
fn each_type_is_read_in_any_case_of_its_name() {
    let mut body = reader(
        r##"{
            "NAME": "Ann", "Active": true, "size": -3, "AT": "2026-08-17T02:00:00+02:00", "from": "2026-08-17",
            "day": "2026-08-17", "colour": "DARKBLUE", "colours": ["red", "darkblue"], "tags": ["a", "b"],
            "Home@Odata.Bind": "https://host/beta/homes('7')", "@odata.type": "#ns.person",
            "inner": {"name": "x"}, "list": [{"name": "y"}, {"name": "z"}], "id": "9"
        }"##,
    );
    let midnight = "2026-08-17T00:00:00Z".parse().unwrap();
    assert!(body.expect_type("ns.person").is_ok());
    assert!(body.string("name").unwrap() == Field::Value("Ann".to_owned()));
    assert!(body.boolean("active").unwrap() == Field::Value(true));
    assert!(body.integer("size").unwrap() == Field::Value(-3));
    assert!(body.date_time("at").unwrap() == Field::Value(midnight));
    assert!(body.date_time("from").unwrap() == Field::Value(midnight));
    assert!(body.date("day").unwrap() == Field::Value("2026-08-17".parse().unwrap()));
    assert!(body.string_enum("colour", colour, &COLOURS).unwrap() == Field::Value(Colour::DarkBlue));
    assert_eq!(
        body.enums("colours", colour, &COLOURS).unwrap().into_option(),
        Some(vec![Colour::Red, Colour::DarkBlue])
    );
    assert_eq!(body.strings("tags").unwrap().into_option().unwrap(), ["a", "b"]);
    let home = body.bind("home").unwrap().into_option().unwrap();
    assert_eq!(home.path().segments.first().unwrap().name, "homes");
    let inner = body.object("inner", |inner| inner.string("name")?.required("name")).unwrap();
    assert_eq!(inner.into_option().unwrap(), "x");
    let list = body.objects("list", |item| item.string("name")?.required("name")).unwrap();
    assert_eq!(list.into_option().unwrap(), ["y", "z"]);
    body.ignore(&["ID", "createdDateTime"]);
    assert_eq!(body.finish(), Ok(()));
}

#[test]
fn what_is_absent_is_told_from_what_is_null() {
    let mut body = reader(r#"{"a": null, "b@odata.bind": null}"#);
    assert!(body.string("a").unwrap() == Field::Null);
    assert!(body.string("a").unwrap() == Field::Absent);
    assert!(body.bind("b").unwrap() == Field::Null);
    assert!(body.object("c", |_| Ok(())).unwrap() == Field::Absent);
    assert_eq!(body.odata_type(), Ok(None));
}

#[test]
fn another_type_is_refused_without_its_value() {
    let body = || {
        reader(
            r#"{
                "number": 7, "half": 0.5, "large": 2147483648, "text": "Ann", "member": "unknownFutureValue",
                "list": ["a", null], "colours": ["red", "Ann"], "home@odata.bind": "homes//7", "map": {}
            }"#,
        )
    };
    let refusals = [
        refusal(body().string("number")),
        refusal(body().boolean("text")),
        refusal(body().integer("text")),
        refusal(body().integer("half")),
        refusal(body().integer("large")),
        refusal(body().date_time("text")),
        refusal(body().date("number")),
        refusal(body().string_enum("text", colour, &COLOURS)),
        refusal(body().string_enum("member", colour, &COLOURS)),
        refusal(body().enums("colours", colour, &COLOURS)),
        refusal(body().strings("list")),
        refusal(body().strings("map")),
        refusal(body().object("list", |_| Ok(()))),
        refusal(body().bind("home")),
    ];
    insta::assert_snapshot!(refusals.join("\n"), @"
    number: Expected a string, found a number.
    text: Expected true or false, found a string.
    text: Expected a whole number, found a string.
    half: Expected a whole number from -2147483648 to 2147483647.
    large: Expected a whole number from -2147483648 to 2147483647.
    text: Expected a date and time with its offset, such as 2026-08-17T00:00:00Z.
    number: Expected a date such as 2026-08-17, found a number.
    text: Expected one of red, darkBlue.
    member: Expected one of red, darkBlue.
    colours/1: Expected one of red, darkBlue.
    list/1: Expected a string, found null.
    map: Expected an array, found an object.
    list: Expected an object, found an array.
    home@odata.bind: The path cannot be read: segment 2, character 1: the segment is empty.
    ");
}

#[test]
fn a_fault_inside_says_where() {
    let body = || {
        reader(r#"{"Outer": {"items": [{"size": 1}, {"size": "x"}]}, "other": {"items": [{"Sise": 1}, {}]}}"#)
    };
    let read = |name: &'static str| {
        body().object(name, |outer| {
            outer.objects("items", |item| item.integer("size")?.required("size")).map(|_| ())
        })
    };
    assert_eq!(refusal(read("outer")), "outer/items/1/size: Expected a whole number, found a string.");
    assert_eq!(refusal(read("other")), "other/items/0/size: The property 'size' is required.");
}

#[test]
fn what_nobody_read_is_refused_in_the_end() {
    let mut body = reader(
        r#"{"known": 1, "b": 2, "a": 3, "@odata.context": "x", "known@odata.type": "x", "hoem@odata.bind": "homes/7"}"#,
    );
    body.ignore(&["known"]);
    let error = body.finish().unwrap_err();
    assert_eq!(error.target.as_deref(), Some("b"));
    let targets: Vec<&str> = error.details.iter().filter_map(|detail| detail.target.as_deref()).collect();
    assert_eq!(targets, ["b", "a", "hoem@odata.bind"]);

    let mut outer = reader(r#"{"outer": [{"x": 1}]}"#);
    let error = outer.objects("outer", |_| Ok(())).unwrap_err();
    let targets: Vec<&str> = error.details.iter().filter_map(|detail| detail.target.as_deref()).collect();
    assert_eq!((error.target.as_deref(), targets), (Some("outer/0/x"), vec!["outer/0/x"]));
}

#[test]
fn a_type_is_named_with_or_without_its_hash() {
    for (body, accepted) in [
        (r#"{"a": 1}"#, true),
        (r#"{"a": 1, "@odata.type": "ns.person"}"#, true),
        (r##"{"@odata.type": "#ns.person"}"##, true),
        (r##"{"@odata.type": "#ns.place"}"##, false),
        (r#"{"@odata.type": 7}"#, false),
        (r#"{"@odata.type": null}"#, false),
    ] {
        assert_eq!(reader(body).expect_type("ns.person").is_ok(), accepted, "{body}");
    }
}

#[test]
fn debug_output_names_properties_alone() {
    assert_eq!(format!("{:?}", reader(r#"{"password": "secret"}"#)), r#"{"password"}"#);
}
