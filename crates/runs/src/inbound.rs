//! The inbound flow that a roster in a folder comes by. Who syncs a folder does what an upload does, so it goes
//! by a flow of files like any other: one that there is, or one that is made.

mod sources;

use formats::{Format, Roster};
use model::codes::FileFormat;
use store::{Change, Lease};

use self::sources::{Sources, Wanted};
use crate::RunError;
use crate::runner::{Inbound, RunRequest, Runner};

impl Runner {
    /// The flow that the roster comes by, if there is one.
    pub(crate) async fn known_inbound(
        &self,
        request: &RunRequest,
        roster: &Roster,
    ) -> Result<Option<Inbound>, RunError> {
        if request.inbound.is_some() {
            return Ok(request.inbound.clone());
        }
        let sources = Sources::of(&self.store).await?;
        Ok(sources.flow(&self.wanted(request, roster)).map(Inbound::from))
    }

    /// The flow that the roster comes by: made, with all that it refers to, if there is none. A day of no known
    /// school year has none.
    pub(crate) async fn inbound(
        &self,
        lease: &Lease,
        request: &RunRequest,
        roster: &Roster,
    ) -> Result<Option<Inbound>, RunError> {
        if let Some(known) = self.known_inbound(request, roster).await? {
            return Ok(Some(known));
        }
        let sources = Sources::of(&self.store).await?;
        let Some(new) = sources.with_flow(&self.wanted(request, roster), self.ids.as_ref()) else {
            return Ok(None);
        };
        self.store.create_inbound(lease, &new, &Change::new("homeroom", self.clock.now())).await?;
        self.steps.taken("inbound flow made").await;
        Ok(Some(Inbound::from(&new.flow)))
    }

    fn wanted(&self, request: &RunRequest, roster: &Roster) -> Wanted {
        let format = match roster.format() {
            Format::SdsV21 => FileFormat::SDS_V2_1,
        };
        Wanted { format, today: request.today, now: self.clock.now() }
    }
}
