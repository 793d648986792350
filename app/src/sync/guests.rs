//! The unsigned requests about a guest notebook: whoever knows its claim words may open it. Nothing here says who asks.
use super::api::ApiError;
use super::api_person;
use domain::api::{GuestOpenedReply, OrganisationReply, ProblemCode};
use domain::id::GuestPlace;
use domain::seal::claim_words::GuestKeys;

/// Which organisation this server is for. The keys of claim words follow from it.
pub async fn organisation() -> Result<OrganisationReply, ApiError> {
    api_person::organisation().await
}

/// What waits under these words. Uses nothing up.
pub async fn open(keys: &GuestKeys) -> Result<GuestOpenedReply, ApiError> {
    api_person::open_guest(keys.place, *keys.proof.expose()).await
}

/// Says that it is on this phone. True once the server has nothing there that it could still let go of.
pub async fn taken(place: GuestPlace, proof: [u8; 32]) -> bool {
    matches!(api_person::guest_taken(place, proof).await, Ok(()) | Err(ApiError::Refused(ProblemCode::NotFound)))
}
