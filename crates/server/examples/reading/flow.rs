//! One flow, beside a bare handler that answers with the same.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use http::HeaderMap;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::Failure;
use crate::load::{Get, requests_a_second};
use crate::school::School;

/// Both are measured this often, by turns: a machine is not as fast at all times.
const ROUNDS: usize = 7;

const A_ROUND: Duration = Duration::from_secs(3);

/// A flow of a tenant, to be read.
pub(crate) struct Flow {
    url: String,
    authorization: String,
}

impl Flow {
    pub(crate) fn make(school: &School) -> Result<Self, Failure> {
        let set =
            school.make("outboundProvisioningFlowSets", &json!({ "displayName": "Primary schools" }))?;
        let flows = format!("outboundProvisioningFlowSets/{set}/provisioningFlows");
        let flow = school.make(&flows, &users())?;
        let url = school.url(&format!("{flows}/{flow}"));
        Ok(Self { url, authorization: school.authorization.clone() })
    }

    pub(crate) fn request(&self) -> Result<Get, Failure> {
        Get::new(&self.url, &self.authorization)
    }

    /// A bare handler at the same path, which answers with the same headers and bytes; its request.
    async fn bare(&self) -> Result<Get, Failure> {
        let mut answer = ureq::get(&self.url).header("authorization", &self.authorization).call()?;
        let body = Bytes::from(answer.body_mut().read_to_vec()?);
        let mut headers = answer.headers().clone();
        // These two come with every answer.
        headers.remove(http::header::CONTENT_LENGTH);
        headers.remove(http::header::DATE);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let path = self.url.parse::<http::Uri>()?.path().to_owned();
        let get = Get::new(&format!("http://{}{path}", listener.local_addr()?), &self.authorization)?;
        let app = Router::new().route(&path, get_the_same(headers, body));
        tokio::spawn(async { axum::serve(listener, app).await });
        Ok(get)
    }
}

fn get_the_same(headers: HeaderMap, body: Bytes) -> axum::routing::MethodRouter {
    get(|| async move { (headers, body) })
}

fn users() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "createUnmatchedUsers": true,
        "managementOptions": {
            "additionalAttributes": ["userGradeLevel"],
            "additionalOptions": { "studentAgeGroup": "minor", "allowStudentContactAssociation": false }
        },
        "creationOptions": { "configurations": [
            {
                "roleGroup@odata.bind": "external/industryData/roleGroups('staff')",
                "defaultPasswordSettings": {
                    "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings",
                    "password": "Winter-27-Pine"
                },
                "licenseSkus": ["SkuStaff"]
            },
            { "roleGroup@odata.bind": "external/industryData/roleGroups('students')", "licenseSkus": ["SkuStudents"] }
        ] }
    })
}

/// Measures both by turns; the medians.
#[expect(clippy::print_stdout, reason = "it is what the example is for")]
pub(crate) async fn measure(school: &School) -> Result<Value, Failure> {
    let flow = Flow::make(school)?;
    let (ours, bare) = (flow.request()?, flow.bare().await?);
    let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        of_bare.push(requests_a_second(&bare, A_ROUND).await?);
        of_ours.push(requests_a_second(&ours, A_ROUND).await?);
    }
    let (ours, bare) = (median(of_ours), median(of_bare));
    println!("one flow: {ours:.0} requests a second; a bare handler: {bare:.0}; ratio {:.2}", ours / bare);
    Ok(json!({ "requestsASecond": ours.round(), "bare": bare.round(), "ratio": ours / bare }))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
