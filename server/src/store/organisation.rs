//! The one organisation of this deployment.

use domain::id::OrgId;

use super::Outcome;

/// What is kept of it.
pub trait Organisation {
    /// The organisation's id; `fresh` becomes it at the first start.
    async fn organisation(&self, fresh: OrgId) -> Outcome<OrgId>;
}
