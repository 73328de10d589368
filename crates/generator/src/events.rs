//! What happens to a person between the first day and the next.

use crate::draws::{Draws, Rate, Topic};
use crate::people::{Group, News, Person};

/// What happened to whoever sat on a seat on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Event {
    #[default]
    Nothing,
    FamilyName,
    Username,
    /// Has left.
    Leaves,
    /// Has left, and somebody new does the same work.
    Replaced,
    /// Is still there, and somebody new beside them.
    Joined,
    /// Has gone to another school.
    ChangesSchool,
}

/// What happens to students; each as likely as it stands here.
const OF_STUDENTS: [Event; 20] = {
    use Event::{ChangesSchool, FamilyName, Joined, Leaves, Username};
    [
        Leaves,
        Leaves,
        Leaves,
        Leaves,
        Joined,
        Joined,
        Joined,
        Joined,
        ChangesSchool,
        ChangesSchool,
        ChangesSchool,
        FamilyName,
        FamilyName,
        FamilyName,
        FamilyName,
        Username,
        Username,
        Username,
        Username,
        Username,
    ]
};

const OF_STAFF: [Event; 5] =
    [Event::Replaced, Event::Replaced, Event::FamilyName, Event::Username, Event::Username];

/// Guardians come and go with their children.
const OF_GUARDIANS: [Event; 2] = [Event::FamilyName, Event::Username];

/// What happened on a seat, when that share of people sees something happen.
pub(crate) fn event(draws: Draws, change: Rate, seat: Person) -> Event {
    if !draws.happens(Topic::Happens, [seat.key()], change) {
        return Event::Nothing;
    }
    let events: &[Event] = match seat.group {
        Group::Student => &OF_STUDENTS,
        Group::Staff => &OF_STAFF,
        Group::Guardian => &OF_GUARDIANS,
    };
    draws.pick(Topic::Event, [seat.key()], events)
}

/// Whoever belongs to the seat after the event, in whatever school they are.
pub(crate) fn people_after(event: Event, seat: Person) -> impl Iterator<Item = Person> {
    let newcomer = Person::newcomer(seat.group, seat.number);
    let (first, second) = match event {
        Event::Nothing | Event::ChangesSchool => (Some(seat), None),
        Event::FamilyName => (Some(seat.with(News::FamilyName)), None),
        Event::Username => (Some(seat.with(News::Username)), None),
        Event::Leaves => (None, None),
        Event::Replaced => (None, Some(newcomer)),
        Event::Joined => (Some(seat), Some(newcomer)),
    };
    first.into_iter().chain(second)
}
