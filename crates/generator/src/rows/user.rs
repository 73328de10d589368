//! The row of a person.

use std::io::{self, Write};

use super::Writing;
use crate::Fault;
use crate::draws::{Rate, Topic};
use crate::people::{Group, Person};

/// What can be wrong with the row of a member of the staff or a student.
const OF_ACCOUNTS: [Fault; 3] = [Fault::MissingUsername, Fault::DuplicateId, Fault::SharedUsername];

/// What can be wrong with the row of a guardian.
const OF_CONTACTS: [Fault; 2] = [Fault::BadEmail, Fault::NoEmail];

impl<W: Write> Writing<'_, W> {
    /// Writes a person, in the family of whomever chance knows as `kin`.
    pub(super) fn user(&mut self, person: Person, kin: u64) -> io::Result<()> {
        let draws = self.district.draws;
        let name = person.name(draws, kin);
        let local = person.username(draws, kin);
        let domain = self.domain(person.group);
        let address = format!("{local}@{domain}");
        let phone = self.phone(person);
        let (phone, sms) =
            if person.group == Group::Student { ("", phone.as_str()) } else { (phone.as_str(), "") };
        let ((given, _), (family, _)) = (name.given, name.family);
        let kinds: &[Fault] = if person.group == Group::Guardian { &OF_CONTACTS } else { &OF_ACCOUNTS };
        let fault = self.fault(kinds, [person.key()]);
        let username = if fault == Some(Fault::MissingUsername) { "" } else { address.as_str() };
        let email = match fault {
            Some(Fault::BadEmail) => &format!("{local}(at){domain}"),
            Some(Fault::NoEmail) => "",
            _ => &address,
        };
        let users = &mut self.files.users;
        users.row([&person.id(), username, family, given, "", email, phone, sms])?;
        match fault {
            Some(Fault::DuplicateId) => {
                users.row([&person.id(), &format!("{local}.2@{domain}"), family, given, "", "", "", ""])
            }
            Some(Fault::SharedUsername) => {
                let shared = address.to_uppercase();
                users.row([&person.id_of_mistake(), &shared, family, given, "", "", "", ""])
            }
            _ => Ok(()),
        }
    }

    fn domain(&self, group: Group) -> String {
        let place = self.district.place().to_lowercase().replace(' ', "-");
        match group {
            Group::Staff => format!("{place}.example"),
            Group::Student => format!("students.{place}.example"),
            Group::Guardian => "mail.example".to_owned(),
        }
    }

    /// A number out of those kept for examples; few students have one.
    fn phone(&self, person: Person) -> String {
        let draws = self.district.draws;
        let about = [person.key()];
        let has_one = match person.group {
            Group::Student => Rate::percent(3),
            Group::Staff | Group::Guardian => Rate::percent(80),
        };
        if !draws.happens(Topic::HasPhone, about, has_one) {
            return String::new();
        }
        let area = 200 + draws.below(Topic::AreaCode, about, 800);
        format!("+1 {area} 555 01{:02}", draws.below(Topic::Phone, about, 100))
    }
}
