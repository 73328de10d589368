//! Role groups: the two that are built in, bound to by path and shown with their roles.

use std::sync::LazyLock;

use model::RoleGroup;
use model::codes::{ROLES, Role};
use odata::{Bind, Error, ObjectReader, Template};
use serde_json::{Value, json};

use crate::NAMESPACE;

/// Where role groups lie, below the service root.
static ROLE_GROUP: LazyLock<Option<Template>> =
    LazyLock::new(|| Template::parse("/external/industryData/roleGroups/{roleGroup}").ok());

/// The role group that `roleGroup@odata.bind` names.
///
/// # Errors
/// When it names none.
pub(crate) fn bound(bind: &Bind) -> Result<RoleGroup, Error> {
    let matched = ROLE_GROUP.as_ref().and_then(|template| template.matches(bind.path()));
    let key = matched.as_ref().and_then(|matched| matched.key("roleGroup"));
    key.and_then(find).ok_or_else(|| {
        Error::bad_request(
            "The role group that 'roleGroup@odata.bind' names does not exist: it is \
             'external/industryData/roleGroups/staff' or 'external/industryData/roleGroups/students'.",
        )
    })
}

/// The role group that a body holds, by its id.
///
/// # Errors
/// When there is no such role group.
pub(crate) fn read_id(reader: &mut ObjectReader) -> Result<RoleGroup, Error> {
    reader.expect_type(&format!("{NAMESPACE}.roleGroup"))?;
    reader.ignore(&["displayName", "roles"]);
    let id = reader.string("id")?.required("id")?;
    find(&id).ok_or_else(|| Error::bad_request("The role groups are 'staff' and 'students'.").at("id"))
}

fn find(id: &str) -> Option<RoleGroup> {
    RoleGroup::ALL.into_iter().find(|group| group.id() == id)
}

/// A role group with its roles, in alphabetical order.
pub(crate) fn render(group: RoleGroup) -> Value {
    let mut roles: Vec<&str> = ROLES
        .codes()
        .iter()
        .filter(|code| Role::parse(code).and_then(Role::group) == Some(group))
        .copied()
        .collect();
    roles.sort_unstable();
    let roles: Vec<Value> = roles.into_iter().map(|code| json!({ "code": code })).collect();
    json!({ "id": group.id(), "displayName": group.display_name(), "roles": roles })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(group: RoleGroup) -> Vec<String> {
        let rendered = render(group);
        let roles = rendered["roles"].as_array().unwrap();
        roles.iter().map(|role| role["code"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_students_are_students() {
        assert_eq!(codes(RoleGroup::Students), ["student"]);
    }

    #[test]
    fn the_staff_are_everyone_who_works_there() {
        assert_eq!(
            codes(RoleGroup::Staff).join(" "),
            "adjunct administrator advisor affiliate aide alumni assistant chair coach faculty instructor \
             itAdmin lecturer nurse occupationalTherapist officeStaff paraprofessional physicalTherapist \
             principal proctor professor researcher specialServices speechTherapist staff substitute teacher \
             teacherAssistant visionTherapist"
        );
    }

    #[test]
    fn every_spelling_of_a_role_group_is_bound() {
        for url in [
            "https://graph.microsoft.com/beta/external/industryData/roleGroups/staff",
            "http://localhost:8080/beta/external/industryData/roleGroups('staff')",
            "external/industryData/roleGroups/staff",
            "/external/industrydata/RoleGroups('staff')",
        ] {
            assert_eq!(bound(&Bind::parse(url).unwrap()), Ok(RoleGroup::Staff), "{url}");
        }
        for url in ["external/industryData/roleGroups/parents", "external/industryData/years/staff", "staff"]
        {
            assert!(bound(&Bind::parse(url).unwrap()).is_err(), "{url}");
        }
    }
}
