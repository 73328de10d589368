//! An organization: its row, the flow sets that cover it, and what was done about its groups and units.

use formats::Table;
use model::{Anchor, OrgId, RoleGroup};

use super::explanation::OrganizationExplanation;
use super::look::Look;
use super::operations::{self, Naming};
use super::{findings, records};
use crate::RunError;

/// Explains an organization; `None` if none goes by the id.
pub(super) async fn explain(look: &Look<'_>) -> Result<Option<OrganizationExplanation>, RunError> {
    let id = OrgId::from(look.id());
    let records = records::of(&look.roster, Table::Organizations, "id", look.id()).await?;
    let findings = findings::of_organization(look).await?;
    if records.is_empty() && findings.is_empty() {
        return Ok(None);
    }
    let covering = look.settings.flow_sets.iter().filter(|set| set.filter.includes(&id));
    let [staff, students] = RoleGroup::ALL.map(|group| Anchor::school_role_group(&id, group));
    let anchors = [Anchor::school(&id), staff, students];
    Ok(Some(OrganizationExplanation {
        records,
        findings,
        flow_sets: covering.map(|set| set.display_name.clone()).collect(),
        operations: operations::of_last_runs(look, &anchors, Naming::Alone).await?,
    }))
}
