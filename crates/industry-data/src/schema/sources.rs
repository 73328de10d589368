//! Where rosters come from: source systems and the connectors to them.

use odata::csdl::{Property, StructuredType};

use super::names::{BOOLEAN, ENTITY, NUMBER, STRING, TIME, ns};
use crate::limits::{MAX_CREDENTIAL, MAX_NAME, MAX_URL};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(
        ns!("sourceSystemDefinition"),
        &[
            Property::one("displayName", STRING).required().of_length(1, MAX_NAME),
            Property::many("userMatchingSettings", ns!("userMatchingSetting")),
            Property::one("vendor", STRING).of_length(0, MAX_NAME),
        ],
    )
    .extending(ENTITY),
    StructuredType::complex(
        ns!("userMatchingSetting"),
        &[
            Property::one("matchTarget", ns!("userMatchTargetReferenceValue")),
            Property::one("priorityOrder", NUMBER).required(),
            Property::one("sourceIdentifier", ns!("identifierTypeReferenceValue")).required(),
            Property::one("roleGroup", ns!("roleGroup")).required().reference(),
        ],
    ),
    StructuredType::entity(
        ns!("industryDataConnector"),
        &[
            Property::one("displayName", STRING).required().of_length(1, MAX_NAME),
            Property::one("sourceSystem", ns!("sourceSystemDefinition")).required().reference(),
        ],
    )
    .extending(ENTITY)
    .as_abstract(),
    StructuredType::entity(ns!("fileDataConnector"), &[])
        .extending(ns!("industryDataConnector"))
        .as_abstract(),
    StructuredType::entity(
        ns!("azureDataLakeConnector"),
        &[Property::one("fileFormat", ns!("fileFormatReferenceValue"))],
    )
    .extending(ns!("fileDataConnector")),
    StructuredType::entity(
        ns!("apiDataConnector"),
        &[
            Property::one("apiFormat", ns!("apiFormat")).required(),
            Property::one("baseUrl", STRING).required().of_length(1, MAX_URL),
            Property::one("credential", ns!("credential")).required(),
        ],
    )
    .extending(ns!("industryDataConnector"))
    .as_abstract(),
    StructuredType::entity(
        ns!("oneRosterApiDataConnector"),
        &[
            Property::one("apiVersion", STRING).required(),
            Property::one("isContactsEnabled", BOOLEAN).required(),
            Property::one("isDemographicsEnabled", BOOLEAN).required(),
            Property::one("isFlagsEnabled", BOOLEAN).required(),
        ],
    )
    .extending(ns!("apiDataConnector")),
    StructuredType::complex(
        ns!("credential"),
        &[
            Property::one("displayName", STRING).required().of_length(1, MAX_NAME),
            Property::one("isValid", BOOLEAN).required().computed(),
            Property::one("lastValidDateTime", TIME).computed(),
        ],
    )
    .as_abstract(),
    StructuredType::complex(
        ns!("oAuthClientCredential"),
        &[
            Property::one("clientId", STRING).required().of_length(1, MAX_CREDENTIAL),
            Property::one("clientSecret", STRING).of_length(0, MAX_CREDENTIAL),
        ],
    )
    .extending(ns!("credential"))
    .as_abstract(),
    StructuredType::complex(ns!("oAuth1ClientCredential"), &[]).extending(ns!("oAuthClientCredential")),
    StructuredType::complex(
        ns!("oAuth2ClientCredential"),
        &[
            Property::one("scope", STRING).of_length(0, MAX_CREDENTIAL),
            Property::one("tokenUrl", STRING).required().of_length(1, MAX_URL),
        ],
    )
    .extending(ns!("oAuthClientCredential")),
    StructuredType::complex(
        ns!("fileUploadSession"),
        &[
            Property::one("containerExpirationDateTime", TIME).required(),
            Property::one("containerId", STRING).required(),
            Property::one("sessionExpirationDateTime", TIME).required(),
            Property::one("sessionUrl", STRING).required(),
        ],
    ),
];
