//! No path leads out of a container.

use proptest::prelude::*;

use crate::harness::Home;

#[tokio::test]
async fn tricks_with_paths_lead_nowhere() {
    let home = Home::new();
    let outside = home.folder.path().join("outside.csv");
    for name in [
        "../outside.csv",
        "..%2Foutside.csv",
        "%2e%2e/outside.csv",
        "%2e%2e%2foutside.csv",
        "..%5Coutside.csv",
        "a/../../outside.csv",
        "%2Fetc%2Fpasswd",
        "/etc/passwd",
        "a%00.csv",
        "C%3A%5Cx.csv",
        "folder/users.csv",
        "..",
        ".",
        "%2e",
        "users.csv%2F",
        "NUL",
        "users.csv%3Astream",
        "x%0A.csv",
        "%20x.csv",
        "x.",
        ".hidden",
        "%ff",
        "%c0%ae%c0%ae%c0%afx",
    ] {
        let answer = home.put(name, &[], "x").await;
        assert!(matches!(answer.status.as_u16(), 400 | 403), "{name}: {answer:?}");
    }
    assert!(home.names().is_empty());
    assert!(!outside.exists());
    assert_eq!(home.left_in("parts") + home.left_in("incoming"), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_that_somebody_laid_is_replaced_and_not_followed() {
    let home = Home::new();
    let outside = home.folder.path().join("outside.csv");
    std::fs::write(&outside, "theirs").unwrap();
    std::os::unix::fs::symlink(&outside, home.container_folder().join("files/users.csv")).unwrap();
    assert_eq!(home.put("users.csv", &[], "ours").await.status, 201);
    assert_eq!(std::fs::read_to_string(outside).unwrap(), "theirs");
    assert_eq!(home.get("users.csv").await.text(), "ours");
}

#[cfg(unix)]
#[tokio::test]
async fn everything_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let home = Home::new();
    home.put("users.csv", &[], "x").await;
    home.send("PUT", "orgs.csv", "&comp=block&blockid=QUE%3D", &[], "x").await;
    let mut folders = vec![home.folder.path().join("uploads")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{:?}", entry.path());
            seen += 1;
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    assert_eq!(seen, 7);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_path_what_is_written_is_in_the_container(name in r"[a-c./%0-9\\~:;\-]{1,20}") {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let home = Home::new();
        if format!("{}/{name}?{}", home.path, home.query).parse::<http::Uri>().is_ok() {
            runtime.block_on(home.put(&name, &[], "x"));
        }
        let top: Vec<_> = std::fs::read_dir(home.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        prop_assert_eq!(top, ["uploads"]);
        let containers = std::fs::read_dir(home.folder.path().join("uploads")).unwrap().count();
        prop_assert_eq!(containers, 1);
        let written = home.left_in("files");
        prop_assert_eq!(written, home.names().len(), "every file has a name that may be listed");
        prop_assert_eq!(std::fs::read_dir(home.container_folder()).unwrap().count(), 3);
    }
}
