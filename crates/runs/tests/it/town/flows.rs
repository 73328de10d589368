//! An administrator at work on the flow sets of a town.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keys::SecretKeys;
use model::flow::{
    AdministrativeUnitFlow, ClassGroupFlow, Flow, FlowKind, FlowSet, OrgFilter, SecurityGroupFlow,
    UserConfiguration, UserFlow,
};
use model::{Clock, FlowId, FlowSetId, OrgId, RoleGroup, Secret};
use store::{Change, FlowSetRecord, Passwords};

use super::Town;

impl Town {
    fn change(&self) -> Change {
        Change::new("an administrator", self.clock.now())
    }

    async fn first_set(&self) -> FlowSetRecord {
        self.runner.store.flow_set_records().await.expect("flow sets").remove(0)
    }

    /// The id of the first set.
    pub(crate) async fn set_id(&self) -> FlowSetId {
        self.first_set().await.id
    }

    async fn flow_id(&self, kind: FlowKind) -> FlowId {
        let set = self.first_set().await;
        let mut flows = set.flows.iter().map(|record| &record.flow);
        flows.find(|flow| flow.kind() == kind).expect("a flow of this kind").id().clone()
    }

    async fn edit(&self, kind: FlowKind, passwords: Passwords, edit: impl FnOnce(&mut Flow) + Send) {
        let (set, flow) = (self.set_id().await, self.flow_id(kind).await);
        let change = self.change();
        let edited = self.runner.store.update_flow(&set, &flow, &change, |record| {
            let mut flow = record.flow;
            edit(&mut flow);
            Ok::<_, Infallible>((flow, passwords))
        });
        edited.await.expect("a change").expect("a flow").expect("an edit");
    }

    /// Changes the user flow of the first set.
    pub(crate) async fn edit_users(&self, edit: impl FnOnce(&mut UserFlow) + Send) {
        self.edit(FlowKind::Users, Passwords::new(), |flow| match flow {
            Flow::Users(flow) => edit(flow),
            other => panic!("{other:?}"),
        })
        .await;
    }

    /// Changes the class group flow of the first set.
    pub(crate) async fn edit_classes(&self, edit: impl FnOnce(&mut ClassGroupFlow) + Send) {
        self.edit(FlowKind::ClassGroups, Passwords::new(), |flow| match flow {
            Flow::ClassGroups(flow) => edit(flow),
            other => panic!("{other:?}"),
        })
        .await;
    }

    /// Gives new accounts of a role group a licence and, if there is one, a default password.
    pub(crate) async fn configure(&self, group: RoleGroup, license: &str, password: Option<&str>) {
        let configuration = UserConfiguration {
            role_group: group,
            license_skus: vec![license.to_owned()],
            has_default_password: password.is_some(),
        };
        let context = self.runner.store.password_context(&self.flow_id(FlowKind::Users).await, group);
        let seal = |password: &str| {
            let sealed = self.runner.keys.seal(&Secret::from(password.to_owned()), &context);
            (group, sealed.expect("a sealed password"))
        };
        self.edit(FlowKind::Users, password.map(seal).into_iter().collect(), |flow| match flow {
            Flow::Users(flow) => flow.configurations.push(configuration),
            other => panic!("{other:?}"),
        })
        .await;
    }

    /// Keys that have sealed nothing of this town.
    pub(crate) fn other_keys(&self) -> Arc<SecretKeys> {
        let folder = self.place.path().join("other-keys");
        Arc::new(SecretKeys::open(&folder, None, self.clock.now()).expect("keys"))
    }

    /// Deletes a flow of the first set.
    pub(crate) async fn delete_flow(&self, kind: FlowKind) {
        let (set, flow) = (self.set_id().await, self.flow_id(kind).await);
        assert!(self.runner.store.delete_flow(&set, &flow, &self.change()).await.expect("a store"));
    }

    /// Deletes the first set.
    pub(crate) async fn delete_set(&self) {
        let set = self.set_id().await;
        assert!(self.runner.store.delete_flow_set(&set, &self.change()).await.expect("a store"));
    }

    /// Asks for a reset of a flow of the first set.
    pub(crate) async fn reset(&self, kind: FlowKind) -> FlowId {
        let (set, flow) = (self.set_id().await, self.flow_id(kind).await);
        assert!(self.runner.store.reset_flow(&set, &flow, &self.change()).await.expect("a store"));
        flow
    }

    /// Makes the first set cover these schools alone.
    pub(crate) async fn narrow(&self, schools: &[&str]) {
        let filter = OrgFilter::only(schools.iter().map(|&school| OrgId::from(school)));
        let (set, change) = (self.set_id().await, self.change());
        let narrowed = self.runner.store.update_flow_set(&set, &change, |set| {
            set.filter = filter;
            Ok::<_, Infallible>(())
        });
        narrowed.await.expect("a change").expect("a set").expect("an edit");
    }

    /// Adds a set over these schools, with all four flows and few options.
    pub(crate) async fn add_set(&self, schools: &[&str]) {
        let id = |kind: &str| FlowId::from(format!("second-{kind}"));
        let set = FlowSet {
            id: FlowSetId::from("second"),
            display_name: "Second".to_owned(),
            filter: OrgFilter::only(schools.iter().map(|&school| OrgId::from(school))),
            users: Some(UserFlow { create_unmatched_users: true, ..UserFlow::new(id("users")) }),
            class_groups: Some(ClassGroupFlow::new(id("classes"))),
            security_groups: Some(SecurityGroupFlow {
                id: id("groups"),
                create_based_on_role_group: true,
                create_based_on_org_plus_role_group: false,
            }),
            administrative_units: Some(AdministrativeUnitFlow {
                id: id("units"),
                create_based_on_org: true,
                create_based_on_org_plus_role_group: false,
            }),
        };
        let (store, change) = (&self.runner.store, self.change());
        store.create_flow_set(&set, &Passwords::new(), &change).await.expect("a set");
    }

    /// The files of the town that hold `text`, other than the roster's.
    pub(crate) fn files_holding(&self, text: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(self.place.path(), text.as_bytes(), &mut found);
        found.retain(|path| !path.starts_with(self.place.path().join("roster")));
        found
    }
}

fn search(folder: &Path, bytes: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            search(&path, bytes, found);
        } else if std::fs::read(&path).expect("a file").windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
}
