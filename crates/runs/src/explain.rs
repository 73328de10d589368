//! Explain: why a person, a class or an organization is, or is not, where it should be.
//!
//! What is told was true for the newest run whose tables are visible. Its inputs are read once more for one id,
//! the planner is asked for its reasons, and they are laid beside what the run observed, planned and was
//! answered. Nothing is written and no lease is taken, so that it works beside a run.

mod explanation;
mod findings;
mod look;
mod matching;
mod memberships;
mod objects;
mod operations;
mod organization;
mod person;
mod records;
mod section;

use crate::RunError;
use crate::runner::Runner;

use self::look::Look;

pub use explanation::{
    CandidateAccount, Compared, Explanation, Fate, FindingLine, FlowName, ForeignLine, MatchFound,
    MatchingLine, MembershipLine, MembershipState, ObjectLine, OperationLine, OrganizationExplanation,
    PersonExplanation, RecordLine, RecordState, RoleLine, SectionExplanation, SeenBy, SessionLine,
};

/// What is to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainRequest {
    /// The id that the roster gives: a person's, a section's, an organization's.
    pub id: String,
    /// Whether to tell values, too: what was compared, what a finding is about, what an operation writes. They
    /// are personal.
    pub values: bool,
}

impl Runner {
    /// Explains what goes by an id; whatever kinds of record share it are all told.
    ///
    /// # Errors
    /// When nothing goes by that id, no run has made its tables visible, or they cannot be read.
    pub async fn explain(&self, request: &ExplainRequest) -> Result<Explanation, RunError> {
        let look = Look::of_newest_run(self, request).await?;
        let explanation = Explanation {
            id: request.id.clone(),
            seen_by: look.seen_by.clone(),
            person: person::explain(&look).await?,
            section: section::explain(&look).await?,
            organization: organization::explain(&look).await?,
        };
        if explanation.is_empty() {
            return Err(RunError::UnknownId(request.id.clone()));
        }
        Ok(explanation)
    }
}
