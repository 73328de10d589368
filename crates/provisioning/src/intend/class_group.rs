//! What is intended of a section's class group.

use model::flow::ClassGroupAttribute;
use model::{Anchor, Attribute, AttributeDiff, Attributes, ObjectKind};

use super::IntendedObject;
use super::names::{display_name, extension_list, extension_value};
use super::nickname::nickname;
use super::section::ManagedSection;
use crate::{Course, ObjectKey, Reference};

/// The class group of `managed`.
pub(crate) fn intended_class_group(managed: &ManagedSection<'_>, reference: &Reference) -> IntendedObject {
    let section = managed.section;
    let anchor = Anchor::section(&section.id);
    let title = display_name(&section.title).unwrap_or_else(|| section.id.to_string());
    let mut at_creation =
        Attributes::default().with(Attribute::MailNickname, nickname(anchor.as_str(), section.id.as_str()));
    let mut kept = AttributeDiff::default();
    if managed.flow.write_display_name_on_create_only {
        at_creation.set(Attribute::DisplayName, title);
    } else {
        kept.set(Attribute::DisplayName, Some(title));
    }
    kept.set(Attribute::EducationObjectType, Some("Section".to_owned()));
    kept.set(Attribute::EducationAnchorId, Some(anchor.to_string()));
    kept.set(Attribute::EducationSyncSource, Some("SIS".to_owned()));
    kept.set(Attribute::EducationSyncSourceSectionId, extension_value(section.id.as_str()));
    kept.set(Attribute::EducationSyncSourceSchoolId, extension_value(section.org.as_str()));
    let course = section.course.as_ref().and_then(|course| reference.courses.get(course));
    let course = course.filter(|course| course.presence.is_present());
    for &chosen in &managed.flow.additional_attributes {
        let (attribute, value) = additional(chosen, managed, course);
        kept.set(attribute, value);
    }
    if managed.flow.create_team {
        kept.set(Attribute::Team, Some("true".to_owned()));
    }
    IntendedObject {
        key: ObjectKey::new(ObjectKind::ClassGroup, anchor),
        kept,
        at_creation,
        may_create: true,
        keeper: managed.keeper(),
        source: section.row.clone(),
        password_of: None,
    }
}

/// An attribute that the flow asks for, and its value.
fn additional(
    chosen: ClassGroupAttribute,
    managed: &ManagedSection<'_>,
    course: Option<&Course>,
) -> (Attribute, Option<String>) {
    let texts = |texts: &[std::sync::Arc<str>]| extension_list(texts.iter().map(|text| &**text));
    match chosen {
        ClassGroupAttribute::CourseTitle => {
            (Attribute::EducationCourseName, course.and_then(|course| extension_value(&course.title)))
        }
        ClassGroupAttribute::CourseCode => {
            let code = course.and_then(|course| extension_value(course.code.as_deref()?));
            (Attribute::EducationCourseNumber, code)
        }
        ClassGroupAttribute::CourseSubject => {
            (Attribute::EducationCourseSubject, course.and_then(|course| texts(&course.subjects)))
        }
        ClassGroupAttribute::CourseGradeLevel => {
            (Attribute::EducationCourseGradeLevel, course.and_then(|course| texts(&course.grades)))
        }
        ClassGroupAttribute::CourseExternalId => (
            Attribute::EducationSyncSourceCourseId,
            course.and_then(|course| extension_value(course.id.as_str())),
        ),
        ClassGroupAttribute::AcademicSessionTitle => (
            Attribute::EducationTermName,
            managed.session.and_then(|session| extension_value(&session.title)),
        ),
        ClassGroupAttribute::AcademicSessionExternalId => (
            Attribute::EducationTermId,
            managed.session.and_then(|session| extension_value(session.id.as_str())),
        ),
        ClassGroupAttribute::ClassCode => {
            let code = managed.section.code.as_deref().and_then(extension_value);
            (Attribute::EducationClassCode, code)
        }
    }
}
