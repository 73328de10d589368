//! The command line, as a person types it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use model::{Secret, TenantId};

/// An open, self-hosted school data sync: a roster goes in, a directory is provisioned.
#[derive(Debug, Parser)]
#[command(name = "homeroom", version, about, propagate_version = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say more on standard error: once for the stages, twice for every step. Never says who.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read a roster, plan, guard, and write the changes to the directory.
    Sync(SyncArguments),
    /// Show what `sync` would change, and why, without changing anything; also while a sync goes on.
    Plan(PlanArguments),
    /// Check a roster, without looking at the directory.
    Validate(RosterArguments),
    /// Let what a guard held go, by name.
    Release(ReleaseArguments),
    /// List the last runs: how far each came, what it planned, what was held and by whom released.
    Runs(RunsArguments),
    /// Show one run in full.
    Run(RunArguments),
    /// Tell why a person, a class or an organization is, or is not, where it should be.
    Explain(ExplainArguments),
    /// Look into the embedded directory.
    Directory(DirectoryArguments),
    /// Write a made-up district, to try things with and to measure.
    Generate(GenerateArguments),
    /// Answer the API over HTTP.
    Serve(ServeArguments),
    /// Print a bearer token for the API.
    Token(TokenArguments),
    /// Look after the apps that get tokens by themselves, with a secret of their own.
    #[command(subcommand)]
    App(AppCommand),
    /// Look after the keys of the data directory.
    #[command(subcommand)]
    Key(KeyCommand),
}

/// Where everything is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataArguments {
    /// Where everything is kept: configuration, history, plans, the embedded directory.
    #[arg(long, value_name = "DIR", default_value = "homeroom-data", env = "HOMEROOM_DATA_DIR")]
    pub(crate) data_dir: PathBuf,
    /// Keep the store and the embedded directory on this PostgreSQL server, each in a schema of its own, instead
    /// of in files of the data directory: postgres://user:password@host:port/database.
    #[arg(
        long,
        value_name = "URL",
        env = "HOMEROOM_DATABASE_URL",
        hide_env_values = true,
        value_parser = secret
    )]
    pub(crate) database_url: Option<Secret>,
}

/// Which tenant, and where its data lies.
#[derive(Debug, Clone, Args)]
pub(crate) struct TenantArguments {
    /// Where everything is kept.
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The tenant to work for.
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = tenant)]
    pub(crate) tenant: TenantId,
    /// Settings file; `homeroom.toml` in the data directory if it is there.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// A roster, and how to read it.
#[derive(Debug, Clone, Args)]
pub(crate) struct RosterArguments {
    /// The folder that holds the roster.
    pub(crate) roster: PathBuf,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Run as if it were this day (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// The roster's format, instead of finding it out.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RosterFormat>,
    /// Go on although this rule would stop the run: FILE-EMPTY or FILE-DROPPED.
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Formats that `--format` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RosterFormat {
    /// School Data Sync v2.1 CSV.
    #[value(name = "sds-v2.1")]
    SdsV21,
}

/// How a plan is made and shown.
#[derive(Debug, Clone, Args)]
pub(crate) struct PlanArguments {
    /// The roster.
    #[command(flatten)]
    pub(crate) roster: RosterArguments,
    /// What the plan starts from.
    #[arg(long, value_name = "MODE", default_value = "previous")]
    pub(crate) mode: PlanMode,
    /// Show every operation with its reason. Holds personal data.
    #[arg(long)]
    pub(crate) full: bool,
}

/// `sync`: a plan that is carried out.
#[derive(Debug, Clone, Args)]
pub(crate) struct SyncArguments {
    /// The plan.
    #[command(flatten)]
    pub(crate) plan: PlanArguments,
    /// Stop after the plan.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Wait while another run is in progress, instead of refusing.
    #[arg(long)]
    pub(crate) wait: bool,
    /// Do not ask before applying. Releases nothing that a guard holds.
    #[arg(long)]
    pub(crate) yes: bool,
}

/// What a plan starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanMode {
    /// Change what the roster changed; what people changed by hand stays.
    Previous,
    /// Make the directory what the roster says.
    Enforce,
    /// Never remove.
    Additive,
}

/// `release`: who lets what go, and why.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReleaseArguments {
    /// The run whose plan was held.
    pub(crate) run: String,
    /// The guard to release, such as GUARD-DROP.
    #[arg(long, value_name = "CODE")]
    pub(crate) guard: String,
    /// Who takes responsibility.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Why it is right.
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `runs`: how many.
#[derive(Debug, Clone, Args)]
pub(crate) struct RunsArguments {
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// How many runs to list, the newest first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `run`: which one.
#[derive(Debug, Clone, Args)]
pub(crate) struct RunArguments {
    /// The run.
    pub(crate) run: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `explain`: whom or what.
#[derive(Debug, Clone, Args)]
pub(crate) struct ExplainArguments {
    /// The id that the roster gives a person, a class or an organization; whatever it names is told.
    pub(crate) id: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Tell values, too, beside ids, anchors, codes and reasons: what was compared, found wrong and written.
    /// They are personal data.
    #[arg(long)]
    pub(crate) full: bool,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `directory`: what to list.
#[derive(Debug, Clone, Args)]
pub(crate) struct DirectoryArguments {
    /// What to list.
    pub(crate) what: Listing,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The lists of the embedded directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// Accounts.
    Users,
    /// Class groups and security groups.
    Groups,
    /// Administrative units.
    Units,
    /// Who belongs to what.
    Members,
}

/// `generate`: what district, and where to.
#[derive(Debug, Clone, Args)]
pub(crate) struct GenerateArguments {
    /// The folder to write to: empty, or not there yet.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// How many people it has.
    #[arg(long, value_name = "N")]
    pub(crate) people: u32,
    /// Which of all districts of that size; the same seed gives the same bytes.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many sections each student is in.
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) sections_per_student: u32,
    /// The format to write.
    #[arg(long, value_name = "FORMAT", default_value = "sds-v2.1")]
    pub(crate) format: RosterFormat,
    /// Write the next day of the district, on which this share of its people and enrollments is different.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    pub(crate) change: f64,
}

/// `serve`: where to listen, and how clients get there.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArguments {
    /// The data directory.
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The address to listen on; port 0 takes a free one and says which.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// The URL under which clients reach the server, if it is not the address.
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Let every run be as if it were this day (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<NaiveDate>,
    /// Encrypt connections: the server's certificate, then those above it, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's private key, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
}

/// `token`: for whom, what for, and for how long.
#[derive(Debug, Clone, Args)]
pub(crate) struct TokenArguments {
    /// The data directory.
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The tenant that the token lets into.
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = tenant)]
    pub(crate) tenant: TenantId,
    /// A scope that it grants, such as IndustryData-OutboundFlow.Read.All; all of them if none is named.
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(crate) scopes: Vec<String>,
    /// For how many hours it is good.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=2160))]
    pub(crate) hours: u16,
}

/// What can be done with apps.
#[derive(Debug, Subcommand)]
pub(crate) enum AppCommand {
    /// Make an app, and show its secret: once.
    Create(AppCreateArguments),
    /// List the apps of a tenant.
    List(AppListArguments),
    /// Put a new secret in place of an app's, and show it: once. The old one, and what was got with it, stop
    /// working at once.
    Rotate(AppArguments),
    /// Delete an app. Its secret, and what was got with it, stop working at once.
    Delete(AppArguments),
}

/// `app create`: what it is called, and what it may.
#[derive(Debug, Clone, Args)]
pub(crate) struct AppCreateArguments {
    /// By what people know it.
    pub(crate) name: String,
    /// A permission of its tokens, such as IndustryData-OutboundFlow.Read.All; if none is named, all that begin
    /// with IndustryData.
    #[arg(long = "role", value_name = "PERMISSION")]
    pub(crate) roles: Vec<String>,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `app list`: whose.
#[derive(Debug, Clone, Args)]
pub(crate) struct AppListArguments {
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON array instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `app rotate` and `app delete`: which one.
#[derive(Debug, Clone, Args)]
pub(crate) struct AppArguments {
    /// The app's id.
    pub(crate) id: String,
    /// The tenant.
    #[command(flatten)]
    pub(crate) tenant: TenantArguments,
    /// Print one JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Put new keys in place of the old ones, which go on opening and verifying what they sealed and signed.
    Rotate(KeyRotateArguments),
}

/// `key rotate`: which keys.
#[derive(Debug, Clone, Args)]
pub(crate) struct KeyRotateArguments {
    /// Only these keys; all kinds if none is named.
    pub(crate) keys: Option<KeyKind>,
    /// The data directory.
    #[command(flatten)]
    pub(crate) data: DataArguments,
}

/// The kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyKind {
    /// Those that seal passwords.
    Secrets,
    /// Those that sign tokens.
    Tokens,
    /// Those that sign the URLs of uploads.
    Uploads,
}

/// Takes any text: a refusal would repeat it.
fn secret(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret::from(text.to_owned()))
}

/// The tenant with a name that somebody typed.
fn tenant(name: &str) -> Result<TenantId, &'static str> {
    TenantId::named(name)
        .ok_or("a tenant's name is 1 to 64 letters, digits, '-', '_' or '.', not starting with '.'")
}
