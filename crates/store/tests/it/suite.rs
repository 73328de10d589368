//! What every store must keep, whatever database it lies in.

mod activities;
mod apps;
mod audit;
mod concurrency;
mod corruption;
mod flow_sets;
mod flows;
mod leases;
mod lists;
mod looks;
mod migration;
mod opening;
mod operations;
mod outcomes;
mod passwords;
mod reference_definitions;
mod resets;
mod restarts;
mod runs;
mod sources;
mod tenants;
mod uploads;
