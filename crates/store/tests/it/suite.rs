//! What every store must keep, whatever database it lies in.

mod audit;
mod leases;
mod outcomes;
mod restarts;
mod runs;
mod tenants;
