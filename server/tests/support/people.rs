//! People and workers of the tests: a person signs, a worker has a session. Envelopes are filled with a byte: the
//! server cannot tell, and the crate under test must not link what could seal one.

use axum::http::Method;
use domain::{
    api::{Bytes32, ClaimRequest, GuestRequest, MakeIntroductionRequest, Stage, path},
    backup::{BACKUP_BUCKETS, BackupHeader},
    claim::ClaimFacts,
    draft::draft_head,
    erasure::ErasureFacts,
    guest::guest_head,
    id::{ConsentId, ItemId, OrgId, PersonId, ReplyId, WorkerId, WrittenId},
    identity::{KeyId, PublicKeys},
    introduction::Locator,
    request::{RequestParts, sign_request},
    role::Role,
    sealed::{ReplyHeader, ShareHeader, Wire, WrittenHeader},
    signed::{ConsentFacts, ConsentStatus, Given, derive_record_hash, sign_consent},
    time::Moment,
};
use ed25519_dalek::SigningKey;
use server::{
    clock::day,
    random::make_bytes,
    side::Side,
    store::{self, Accounts, Sessions},
    token::hash,
};

use super::{As, World};

/// The authority of the person's origin in tests.
pub const AUTHORITY: &str = "127.0.0.1:8701";

/// The locator with this number.
pub fn locator(number: u32) -> Locator {
    Locator::from_u32(number).unwrap()
}

/// The claim key of the introduction with this locator.
pub fn k_claim(locator: u32) -> [u8; 32] {
    [locator.to_le_bytes()[0]; 32]
}

/// What the app of a worker sends of a guest notebook under words with this proof.
pub fn guest(proof: [u8; 32], rev: u32, fill: u8) -> GuestRequest {
    let sealed = [&guest_head(rev)[..], &[fill; 24 + 1024 + 16]].concat();
    GuestRequest { proof_hash: Bytes32(hash(&proof)), sealed: sealed.into() }
}

pub struct Person {
    key: SigningKey,
    pub keys: PublicKeys,
    pub id: PersonId,
}

impl Person {
    pub fn new(seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let keys = PublicKeys { sig: key.verifying_key().to_bytes(), kem: [seed; 32] };
        Self { key, keys, id: keys.derive_person_id() }
    }

    /// The value of the `Waymark-Auth` header.
    pub fn sign(&self, org: OrgId, method: &Method, path: &str, body: &[u8], now: i64) -> String {
        self.sign_with(org, method, path, body, now, make_bytes().unwrap())
    }

    pub fn sign_with(&self, org: OrgId, method: &Method, path: &str, body: &[u8], now: i64, nonce: [u8; 16]) -> String {
        let parts = RequestParts { org, method: method.as_str(), authority: AUTHORITY, path_and_query: path, body };
        sign_request(&self.key, self.id, parts, Moment(now), nonce)
    }

    /// A claim for the introduction that [`World::introduce`] made with this locator.
    pub fn claim(&self, org: OrgId, worker: WorkerId, locator: u32) -> ClaimRequest {
        let (hello, mac) = (b"sealed greeting", [9; 32]);
        let facts = ClaimFacts { org, locator: self::locator(locator), worker, keys: self.keys, hello, mac: &mac };
        ClaimRequest {
            k_claim: Bytes32(k_claim(locator)),
            worker,
            sig_pk: Bytes32(self.keys.sig),
            kem_pk: Bytes32(self.keys.kem),
            hello: hello.to_vec().into(),
            mac: Bytes32(mac),
            sig: facts.sign(&self.key).to_vec().into(),
        }
    }

    /// A signed permission record: `rev` 1, or the one after `before`.
    pub fn consent(&self, given: &Permission, status: ConsentStatus, before: Option<&[u8]>, rev: u32) -> Vec<u8> {
        let facts = ConsentFacts {
            org: given.org,
            person: self.id,
            consent: given.id,
            rev,
            status,
            to: given.to,
            kid: KeyId([1; 8]),
            scope_hash: [2; 32],
            starts: Moment(given.now),
            ends: day(given.now).add_days(30),
            wording: "v1".into(),
            given: Given::BySelf,
            prev_hash: before.map_or([0; 32], derive_record_hash),
        };
        sign_consent(&facts, &self.key)
    }

    /// The signed record by which everything of theirs is deleted.
    pub fn erasure(&self, org: OrgId, at: i64) -> Vec<u8> {
        ErasureFacts { org, keys: self.keys, at: Moment(at) }.sign(&self.key)
    }

    /// A backup of the smallest size, filled with a byte.
    pub fn backup(&self, org: OrgId, rev: u32, fill: u8) -> Vec<u8> {
        let header = BackupHeader { org, person: self.id, rev, bucket: 0 };
        [header.encode(), vec![fill; BACKUP_BUCKETS[0] + 40]].concat()
    }

    /// An envelope of 1 KiB of `fill`.
    pub fn envelope(&self, given: &Permission, item: ItemId, rev: u32, seq: u64, fill: u8) -> Vec<u8> {
        let header = ShareHeader {
            org: given.org,
            from: self.id,
            to: given.to,
            to_kid: KeyId([1; 8]),
            consent: given.id,
            consent_rev: 1,
            item,
            item_rev: rev,
            seq,
            bucket: 0,
        };
        Wire { header: &header.encode(), enc: [fill; 32], ciphertext: &[fill; 1024 + 16] }.encode()
    }
}

/// What a permission is about.
#[derive(Clone, Copy)]
pub struct Permission {
    pub id: ConsentId,
    pub org: OrgId,
    pub to: WorkerId,
    pub now: i64,
}

pub struct Worker {
    pub id: WorkerId,
    pub token: [u8; 32],
}

impl Worker {
    pub fn cookie(&self) -> String {
        super::cookie(&self.token)
    }

    /// What every request of their page says.
    pub fn page(&self) -> String {
        self.id.to_string()
    }

    /// A sealed reply.
    pub fn reply(&self, org: OrgId, to: PersonId, reply: ReplyId, fill: u8) -> Vec<u8> {
        let header = ReplyHeader { org, from: self.id, to, to_kid: KeyId([1; 8]), reply, bucket: 0 };
        Wire { header: &header.encode(), enc: [fill; 32], ciphertext: &[fill; 1024 + 16] }.encode()
    }

    /// One revision of a check-in that is written down with somebody.
    pub fn writes(&self, org: OrgId, to: PersonId, written: WrittenId, rev: u32, fill: u8) -> Vec<u8> {
        let header = WrittenHeader { org, from: self.id, to, to_kid: KeyId([1; 8]), written, rev, bucket: 0 };
        Wire { header: &header.encode(), enc: [fill; 32], ciphertext: &[fill; 1024 + 16] }.encode()
    }

    /// A half-written reply, as sealed.
    pub fn draft(&self, reply: ReplyId, fill: u8) -> Vec<u8> {
        [&draft_head(reply)[..], &[fill; 24 + 1024 + 16]].concat()
    }
}

impl World {
    /// A worker who is signed in; the password protocol has tests of its own.
    pub async fn worker(&self, name: &str) -> Worker {
        self.worker_as(name, Role::KeyWorker).await
    }

    /// The same, of another kind.
    pub async fn worker_as(&self, name: &str, role: Role) -> Worker {
        let (id, token) = (WorkerId::from_bytes(make_bytes().unwrap()), make_bytes().unwrap());
        let now = self.app.clock.now();
        let worker = store::Worker { id, name: name.into(), role, called: String::new(), team: String::new() };
        let token_hash = hash(name.as_bytes());
        let (by, ends_at) = (store::Actor::Deployer, now + 1);
        self.app.store.add_worker(store::NewWorker { by, worker, token_hash, now, ends_at }).await.unwrap();
        let keys = PublicKeys { sig: [7; 32], kem: [8; 32] };
        let factor = store::Factor::Codes(store::NewCodes { salt: [9; 32], step: 0 });
        let recovery = store::NewRecovery { proof_hash: hash(id.as_bytes()), wrapped_keys: vec![3] };
        let (opaque_record, wrapped_keys) = (vec![1], vec![2]);
        let set_up = store::SetUp { token_hash, opaque_record, keys, wrapped_keys, factor, recovery, now };
        self.app.store.finish_set_up(set_up).await.unwrap();
        self.app.store.open_session(id, hash(&token), Stage::Full, now).await.unwrap();
        Worker { id, token }
    }

    /// A worker whose password was right and whose second factor is still to come.
    pub async fn half_signed_in(&self, name: &str) -> Worker {
        let worker = self.worker(name).await;
        let pool = self.pool().await;
        let update = "UPDATE sessions SET stage = 'password' WHERE worker_id = ?";
        sqlx::query(update).bind(worker.id.as_bytes().to_vec()).execute(&pool).await.unwrap();
        pool.close().await;
        worker
    }

    /// The worker makes an introduction with this locator.
    pub async fn introduce(&self, worker: &Worker, locator: u32) {
        let request = MakeIntroductionRequest {
            locator: self::locator(locator),
            card: b"sealed card".to_vec().into(),
            claim_hash: Bytes32(hash(&k_claim(locator))),
        };
        self.post(Side::Team, As::Worker(worker), path::INTRODUCTIONS, request).await.is(201);
    }

    /// The person accepts an introduction of the worker.
    pub async fn meet(&self, person: &Person, worker: &Worker, locator: u32) {
        self.introduce(worker, locator).await;
        let claim = person.claim(self.app.settings.org_id, worker.id, locator);
        self.post(Side::Person, As::Nobody, &path::claim(self::locator(locator)), claim).await.is(200);
    }

    pub fn permission(&self, worker: &Worker, id: u8) -> Permission {
        let id = ConsentId::from_bytes([id; 16]);
        Permission { id, org: self.app.settings.org_id, to: worker.id, now: self.app.clock.now() }
    }

    /// The person permits; the record, for the revision after it.
    pub async fn permit(&self, person: &Person, given: &Permission) -> Vec<u8> {
        let record = person.consent(given, ConsentStatus::Active, None, 1);
        let path = path::consent(given.id, 1);
        self.put(Side::Person, As::Person(person), &path, record.clone()).await.is(201);
        record
    }
}
