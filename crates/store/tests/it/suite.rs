//! What every store must keep, whatever database it lies in.

mod audit;
mod concurrency;
mod flow_sets;
mod flows;
mod leases;
mod outcomes;
mod passwords;
mod resets;
mod restarts;
mod runs;
mod tenants;
