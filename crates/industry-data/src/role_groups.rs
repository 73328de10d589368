//! `roleGroup`: the two that are built in, bound to by path and shown with their roles.

use model::RoleGroup;
use model::codes::{ROLES, Role};
use odata::{Bind, ContextPath, Error, ObjectReader};
use serde_json::{Value, json};

use crate::reference::{Target, key_in, target};
use crate::{API_ROOT, NAMESPACE};

static TARGET: Target = target!("roleGroups");

/// The role group of the property `name`, which must be there. It is bound; a client that writes back what it
/// has read sends the role group itself.
///
/// # Errors
/// When it is missing, or there is no such role group.
pub(crate) fn read(reader: &mut ObjectReader, name: &'static str) -> Result<RoleGroup, Error> {
    let target = format!("{name}@odata.bind");
    let named = reader.bind(name)?.into_option();
    let sent = reader.object(name, read_id)?.into_option();
    match (named, sent) {
        (Some(bind), _) => bound(&bind).map_err(|error| error.at(target)),
        (None, Some(group)) => Ok(group),
        (None, None) => Err(Error::bad_request(format!("The property '{target}' is required.")).at(target)),
    }
}

/// The role group that a binding names.
fn bound(bind: &Bind) -> Result<RoleGroup, Error> {
    key_in(&TARGET, bind).and_then(|key| find(&key)).ok_or_else(|| {
        Error::bad_request(
            "The role group that is bound does not exist: it is 'external/industryData/roleGroups/staff' or \
             'external/industryData/roleGroups/students'.",
        )
    })
}

/// The role group that a body holds, by its id.
fn read_id(reader: &mut ObjectReader) -> Result<RoleGroup, Error> {
    reader.expect_type(&format!("{NAMESPACE}.roleGroup"))?;
    reader.ignore(&["displayName", "roles"]);
    let id = reader.string("id")?.required("id")?;
    find(&id).ok_or_else(|| Error::bad_request("The role groups are 'staff' and 'students'.").at("id"))
}

/// The role group with an id.
#[must_use]
pub fn find(id: &str) -> Option<RoleGroup> {
    RoleGroup::ALL.into_iter().find(|group| group.id() == id)
}

/// A role group with its roles, in alphabetical order.
#[must_use]
pub fn render(group: RoleGroup) -> Value {
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

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("roleGroups")
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
