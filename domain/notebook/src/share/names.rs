//! What the server calls a shared item: a name that only the person's own phones can work out again, so that nobody else
//! can tell what kind of thing it is, or that two workers have been sent the same one.

use crate::consent::ItemKind;
use crate::id::{ItemId, WorkerId};
use crate::records::Records;
use crate::seal::keys::Secret;
use crate::seal::{label, primitive};

/// Names items for one person within one organisation.
pub(super) struct ItemNames(Secret<32>);

impl ItemNames {
    /// From the person's root; `None` before an introduction.
    pub(super) fn of(records: &Records) -> Option<Self> {
        let (root, org) = (records.identity.as_ref()?.root, records.org.as_ref()?.org_id);
        Some(Self(primitive::derive_key(&root, org.as_bytes(), &[label::PERSON_ITEMS.as_bytes()])))
    }

    /// The item that shares `source` with `worker`: the first half of an HMAC. Always the same, also on another phone
    /// with the same words, so that a later revision takes the place of an earlier one.
    pub(super) fn name(&self, kind: ItemKind, source: &[u8; 16], worker: WorkerId) -> ItemId {
        let [name @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            primitive::authenticate(&self.0, &[&[kind as u8], source, worker.as_bytes()]);
        ItemId::from_bytes(name)
    }
}
