//! The documentation is the declarations.

#[test]
fn the_table_of_routes_is_the_declared_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md");
    let written = std::fs::read_to_string(path).unwrap();
    let table = server::documentation();
    assert!(written.contains(&table), "docs/api.md must hold this table of routes:\n\n{table}");
}
