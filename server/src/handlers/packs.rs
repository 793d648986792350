//! The organisation's instruments, name, safeguarding sentence and who takes complaints, for people who
//! have been introduced; and the instruments for workers, who help with a check-in.

use axum::{Json, extract::State};
use domain::api::{Bytes32, ComplaintsReply, ConfirmationReply, PackReply, PacksReply, TeamPacksReply};
use sha2::{Digest, Sha256};

use super::JsonReply;
use crate::{
    app::App,
    auth::{FromPerson, FromWorker},
    error::Refusal,
    store::Packs,
};

/// `GET /v1/packs`, person's origin.
pub async fn list(State(app): State<App>, _: FromPerson) -> JsonReply<PacksReply> {
    let told = told(&app).await?;
    Ok(Json(PacksReply {
        packs: told.packs,
        org_name: app.settings.organisation.clone(),
        safeguarding: app.settings.safeguarding.clone(),
        complaints: ComplaintsReply {
            name: app.settings.complaints.name.clone(),
            reach: app.settings.complaints.reach.clone(),
        },
        edition: Bytes32(told.edition),
    }))
}

/// `GET /v1/packs`, team origin: a page asks by itself when somebody begins to help.
pub async fn for_team(State(app): State<App>, _: FromWorker) -> JsonReply<TeamPacksReply> {
    Ok(Json(TeamPacksReply { packs: told(&app).await?.packs }))
}

/// What introduced people are told of the organisation's instruments.
pub(super) struct ToldPacks {
    /// The folder's packs, and, once the deployer confirmed them, built-in ones and those that wait for it.
    pub(super) packs: Vec<PackReply>,
    /// Names the packs, their confirmations, and what the deployer said of the organisation: a hash of all.
    pub(super) edition: [u8; 32],
}

/// What an introduced person gets today.
pub(super) async fn told(app: &App) -> Result<ToldPacks, Refusal> {
    let confirmations = app.store.pack_confirmations().await?;
    let mut edition = Edition::default();
    let settings = &app.settings;
    for told in [&settings.organisation, &settings.safeguarding, &settings.complaints.name, &settings.complaints.reach]
    {
        edition.add(told.as_bytes());
    }
    let mut packs = Vec::new();
    for pack in &app.packs {
        let confirmed = confirmations.iter().find(|confirmation| confirmation.pack_hash == pack.hash);
        if (pack.built_in || pack.waits) && confirmed.is_none() {
            continue;
        }
        edition.add(&pack.hash);
        if let Some(confirmation) = confirmed {
            edition.add(confirmation.by.as_bytes());
            edition.add(confirmation.on.as_bytes());
            edition.add(&[u8::from(confirmation.demo)]);
        }
        let confirmation =
            confirmed.map(|found| ConfirmationReply { by: found.by.clone(), on: found.on.clone(), demo: found.demo });
        packs.push(PackReply { bytes: pack.bytes.clone().into(), confirmation });
    }
    Ok(ToldPacks { packs, edition: edition.0.finalize().into() })
}

/// A hash of parts, each with its length before it, so that no two lists of parts read the same.
#[derive(Default)]
struct Edition(Sha256);

impl Edition {
    fn add(&mut self, part: &[u8]) {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        self.0.update(length.to_be_bytes());
        self.0.update(part);
    }
}
