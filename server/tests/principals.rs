//! Who may ask what: every route of both origins, asked by everybody. A route without a row fails.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::Method;
use domain::{
    api::{
        AccountChange, AccountFinishRequest, AccountStartRequest, AddWorkerRequest, AwayRequest, Bytes, Bytes32,
        ChangeWorkerRequest, GuestProofRequest, KeyringPart, KeyringRequest, MakeIntroductionRequest, NewFactor,
        OpenedRequest, PasskeyAnswer, ReceiptsRequest, RecoveryFinishRequest, RecoverySeal, RecoveryStartRequest,
        SetUpFinishRequest, SetUpStartRequest, SignInCodeRequest, SignInFinishRequest, SignInPasskeyRequest,
        SignInStartRequest, path,
    },
    id::{GuestPlace, ItemId, ReplyId, WrittenId},
    role::Role,
    signed::ConsentStatus,
};
use server::{
    config::{Command, TeamCommand},
    routes,
    side::Side,
    store::Keyrings,
};
use support::{
    As, World, command,
    people::{Person, guest, locator},
};

const ITEM: ItemId = ItemId::from_bytes([5; 16]);
const REPLY: ReplyId = ReplyId::from_bytes([6; 16]);
const WRITTEN: WrittenId = WrittenId::from_bytes([8; 16]);
const PLACE: GuestPlace = GuestPlace::from_bytes([9; 16]);
/// What the claim words of the guest notebook at that place give.
const PROOF: [u8; 32] = [10; 32];

/// Method, pattern, and the status for: nobody, the person, another person, the named worker, another worker, a worker
/// with half a sign-in, and the named worker's page after another worker signed in in the same browser. The request is
/// always the one that the person, or the named worker, would send.
type Row = (Method, &'static str, [u16; 7]);

fn person_rows() -> Vec<Row> {
    vec![
        (Method::GET, path::HEALTHZ, [204; 7]),
        (Method::GET, path::READYZ, [204; 7]),
        (Method::GET, path::INTRODUCTION, [200; 7]),
        (Method::POST, path::CLAIM, [200; 7]),
        (Method::GET, path::ORGANISATION, [200; 7]),
        (Method::PUT, path::CONSENT, [401, 200, 400, 401, 401, 401, 401]),
        // The signed record is its own proof, whoever hands it in; another person's signature around it fits nothing.
        (Method::POST, path::WITHDRAWAL, [200, 200, 400, 200, 200, 200, 200]),
        (Method::POST, path::ERASURE, [200; 7]),
        (Method::GET, path::HELD_CONSENT, [401, 200, 404, 401, 401, 401, 401]),
        (Method::PUT, path::SHARE, [401, 200, 400, 401, 401, 401, 401]),
        (Method::GET, path::INBOX, [401, 200, 200, 401, 401, 401, 401]),
        (Method::GET, path::PACKS, [401, 200, 200, 401, 401, 401, 401]),
        // Whoever brings the proof of the claim words, whoever else they are.
        (Method::POST, path::GUEST_OPEN, [200; 7]),
        (Method::POST, path::GUEST_TAKEN, [204; 7]),
        (Method::GET, path::WRITTEN, [401, 200, 404, 401, 401, 401, 401]),
        (Method::DELETE, path::WRITTEN, [401, 204, 404, 401, 401, 401, 401]),
        (Method::PUT, path::BACKUP_REV, [401, 200, 400, 401, 401, 401, 401]),
        (Method::GET, path::BACKUP, [401, 200, 404, 401, 401, 401, 401]),
        (Method::DELETE, path::BACKUP, [401, 200, 200, 401, 401, 401, 401]),
    ]
}

fn team_rows() -> Vec<Row> {
    vec![
        (Method::GET, path::HEALTHZ, [204; 7]),
        (Method::GET, path::READYZ, [204; 7]),
        (Method::POST, path::SET_UP_START, [404; 7]),
        (Method::POST, path::SET_UP_FINISH, [404; 7]),
        (Method::POST, path::SIGN_IN_START, [400; 7]),
        (Method::POST, path::SIGN_IN_FINISH, [401; 7]),
        (Method::POST, path::RECOVERY_START, [401; 7]),
        (Method::POST, path::RECOVERY_FINISH, [401; 7]),
        // A wrong code; and nothing is to be brought once a sign-in is complete.
        (Method::POST, path::SIGN_IN_CODE, [401, 401, 401, 409, 409, 401, 403]),
        (Method::POST, path::SIGN_IN_PASSKEY, [401, 401, 401, 409, 409, 401, 403]),
        (Method::GET, path::PASSKEYS, [401, 401, 401, 200, 200, 403, 403]),
        (Method::POST, path::SIGN_OUT, [204, 204, 204, 204, 204, 204, 403]),
        (Method::GET, path::ME, [401, 401, 401, 200, 200, 403, 403]),
        // What is no password proof, and an attempt that nobody began.
        (Method::POST, path::ACCOUNT_START, [401, 401, 401, 400, 400, 403, 403]),
        (Method::POST, path::ACCOUNT_FINISH, [401, 401, 401, 401, 401, 403, 403]),
        (Method::GET, path::SESSIONS, [401, 401, 401, 200, 200, 403, 403]),
        (Method::DELETE, path::SESSIONS, [401, 401, 401, 204, 204, 403, 403]),
        (Method::GET, path::KEYRING, [401, 401, 401, 200, 200, 403, 403]),
        (Method::PUT, path::KEYRING, [401, 401, 401, 200, 200, 403, 403]),
        (Method::POST, path::INTRODUCTIONS, [401, 401, 401, 201, 201, 403, 403]),
        (Method::GET, path::INTRODUCTIONS, [401, 401, 401, 200, 200, 403, 403]),
        (Method::POST, path::INBOX, [401, 401, 401, 200, 200, 403, 403]),
        (Method::GET, path::TEAM_SHARE, [401, 401, 401, 200, 404, 403, 403]),
        (Method::POST, path::RECEIPTS, [401, 401, 401, 204, 204, 403, 403]),
        (Method::PUT, path::REPLY, [401, 401, 401, 200, 400, 403, 403]),
        (Method::PUT, path::DRAFT, [401, 401, 401, 204, 409, 403, 403]),
        (Method::GET, path::DRAFT, [401, 401, 401, 200, 404, 403, 403]),
        (Method::DELETE, path::DRAFT, [401, 401, 401, 204, 204, 403, 403]),
        (Method::GET, path::PACKS, [401, 401, 401, 200, 200, 403, 403]),
        (Method::PUT, path::TEAM_WRITTEN, [401, 401, 401, 200, 400, 403, 403]),
        (Method::PUT, path::GUEST, [401, 401, 401, 200, 409, 403, 403]),
        (Method::PUT, path::AWAY, [401, 401, 401, 204, 204, 403, 403]),
        (Method::DELETE, path::TEAM_PERSON, [401, 401, 401, 200, 404, 403, 403]),
        (Method::GET, path::TEAM, [401, 401, 401, 404, 404, 403, 403]),
        (Method::POST, path::TEAM, [401, 401, 401, 404, 404, 403, 403]),
        (Method::PUT, path::TEAM_WORKER, [401, 401, 401, 404, 404, 403, 403]),
        (Method::POST, path::TEAM_LINK, [401, 401, 401, 404, 404, 403, 403]),
        (Method::POST, path::TEAM_END, [401, 401, 401, 404, 404, 403, 403]),
        (Method::POST, path::TEAM_RESET, [401, 401, 401, 404, 404, 403, 403]),
    ]
}

/// Three more: a team lead, and the old sessions of a worker whose account was ended and of one with a new start. A lead
/// is answered as any other worker but for the routes that are a lead's; who is no worker any more, as nobody.
fn more(side: Side, method: &Method, pattern: &str, row: [u16; 7]) -> [u16; 3] {
    let lead = match (side, method, pattern) {
        (Side::Team, &Method::GET | &Method::POST, path::TEAM) => 200,
        (Side::Team, &Method::PUT, path::TEAM_WORKER) => 204,
        (Side::Team, &Method::POST, path::TEAM_END | path::TEAM_RESET) => 200,
        // The named worker has set up.
        (Side::Team, &Method::POST, path::TEAM_LINK) => 409,
        _ => row[4],
    };
    [lead, row[0], row[0]]
}

/// Everything there is in one world: one person shares with the named worker and got a reply; another pair beside.
struct Scene {
    world: World,
    people: [Person; 2],
    workers: [support::people::Worker; 6],
    consent: Vec<u8>,
    withdrawal: Vec<u8>,
    envelope: Vec<u8>,
    reply: Vec<u8>,
    draft: Vec<u8>,
    written: Vec<u8>,
    backup: Vec<u8>,
}

async fn scene() -> Scene {
    let world = World::new().await;
    let people = [Person::new(1), Person::new(2)];
    let workers = [
        world.worker("Sam").await,
        world.worker("Jo").await,
        world.half_signed_in("Ali").await,
        world.worker_as("Lee", Role::Lead).await,
        world.worker("Max").await,
        world.worker("Kim").await,
    ];
    let pool = world.pool().await;
    let update = "UPDATE workers SET wrapped_keys = ? WHERE worker_id = ?";
    sqlx::query(update).bind(vec![0xAB; 64]).bind(workers[0].id.as_bytes().to_vec()).execute(&pool).await.unwrap();
    pool.close().await;
    for team in
        [TeamCommand::End { name: "Max".into(), yes: true }, TeamCommand::Reset { name: "Kim".into(), yes: true }]
    {
        command(&world.dir, &[], Command::Team(team)).await.unwrap();
    }
    world.meet(&people[0], &workers[0], 1).await;
    world.meet(&people[1], &workers[1], 2).await;
    let given = world.permission(&workers[0], 3);
    let consent = world.permit(&people[0], &given).await;
    let withdrawal = people[0].consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let envelope = people[0].envelope(&given, ITEM, 1, 1, 0xAB);
    let path = path::share(workers[0].id, ITEM, 1);
    world.put(Side::Person, As::Person(&people[0]), &path, envelope.clone()).await.is(201);
    let reply = workers[0].reply(world.app.settings.org_id, people[0].id, REPLY, 0xCD);
    let path = path::reply(people[0].id, REPLY);
    world.put(Side::Team, As::Worker(&workers[0]), &path, reply.clone()).await.is(201);
    let draft = workers[0].draft(ReplyId::from_bytes([7; 16]), 0xAB);
    world.put(Side::Team, As::Worker(&workers[0]), &path::draft(people[0].id), draft.clone()).await.is(204);
    let written = workers[0].writes(world.app.settings.org_id, people[0].id, WRITTEN, 1, 0xAB);
    let path = path::team_written(people[0].id, WRITTEN);
    world.put(Side::Team, As::Worker(&workers[0]), &path, written.clone()).await.is(201);
    // Sealed bytes that anybody with the proof is handed: another filling than that of what nobody else may have.
    let kept = json(&guest(PROOF, 1, 0xEF));
    world.put(Side::Team, As::Worker(&workers[0]), &path::guest(PLACE), kept).await.is(201);
    let backup = people[0].backup(world.app.settings.org_id, 1, 0xAB);
    world.put(Side::Person, As::Person(&people[0]), &path::backup(1), backup.clone()).await.is(201);
    world.introduce(&workers[0], 40).await;
    Scene { world, people, workers, consent, withdrawal, envelope, reply, draft, written, backup }
}

impl Scene {
    /// The request that the person, or the named worker, would send.
    fn request(&self, side: Side, method: &Method, pattern: &str) -> (String, Vec<u8>) {
        let (person, worker) = (self.people[0].id, self.workers[0].id);
        let given = self.world.permission(&self.workers[0], 3);
        let nothing = || (pattern.to_owned(), Vec::new());
        match (side, pattern) {
            (Side::Person, path::INTRODUCTION) => (path::introduction(locator(40)), Vec::new()),
            (Side::Person, path::CLAIM) => {
                (path::claim(locator(40)), json(&Person::new(50).claim(self.world.app.settings.org_id, worker, 40)))
            }
            (Side::Person, path::CONSENT) => (path::consent(given.id, 1), self.consent.clone()),
            (Side::Person, path::HELD_CONSENT) => (path::held_consent(given.id), Vec::new()),
            (Side::Person, path::WITHDRAWAL) => (path::withdrawal(given.id), self.withdrawal.clone()),
            (Side::Person, path::ERASURE) => {
                (pattern.into(), self.people[0].erasure(given.org, self.world.app.clock.now()))
            }
            (Side::Person, path::SHARE) => (path::share(worker, ITEM, 1), self.envelope.clone()),
            (Side::Person, path::BACKUP_REV) => (path::backup(1), self.backup.clone()),
            (Side::Person, path::GUEST_OPEN) => {
                (path::guest_open(PLACE), json(&GuestProofRequest { proof: Bytes32(PROOF) }))
            }
            (Side::Person, path::GUEST_TAKEN) => {
                (path::guest_taken(PLACE), json(&GuestProofRequest { proof: Bytes32(PROOF) }))
            }
            (Side::Person, path::WRITTEN) => (path::written(WRITTEN), Vec::new()),
            (Side::Person, path::INBOX) => (path::inbox_after(0), Vec::new()),
            (Side::Team, path::SET_UP_START) => {
                (pattern.into(), json(&SetUpStartRequest { token: "AAAA".into(), opaque: Bytes(vec![0; 32]) }))
            }
            (Side::Team, path::SET_UP_FINISH) => {
                let request = SetUpFinishRequest {
                    token: "AAAA".into(),
                    opaque: Bytes(vec![0; 32]),
                    kem_pk: Bytes32([0; 32]),
                    sig_pk: Bytes32([0; 32]),
                    wrapped_keys: Bytes::default(),
                    factor: NewFactor::Code("000000".into()),
                    recovery: nothing_sealed(),
                };
                (pattern.into(), json(&request))
            }
            (Side::Team, path::SIGN_IN_CODE) => (pattern.into(), json(&SignInCodeRequest { code: "00000".into() })),
            (Side::Team, path::SIGN_IN_PASSKEY) => {
                let answer = PasskeyAnswer { attempt: Bytes(vec![0; 32]), credential: "{}".into() };
                (pattern.into(), json(&SignInPasskeyRequest { answer }))
            }
            (Side::Team, path::RECOVERY_START) => {
                let (name, proof, opaque) = ("Sam".into(), Bytes32([0; 32]), Bytes(vec![0; 3]));
                (pattern.into(), json(&RecoveryStartRequest { name, proof, opaque }))
            }
            (Side::Team, path::RECOVERY_FINISH) => {
                let request = RecoveryFinishRequest {
                    name: "Sam".into(),
                    proof: Bytes32([0; 32]),
                    opaque: Bytes(vec![0; 3]),
                    wrapped_keys: Bytes::default(),
                    factor: NewFactor::Code("000000".into()),
                    recovery: nothing_sealed(),
                };
                (pattern.into(), json(&request))
            }
            (Side::Team, path::ACCOUNT_START) => {
                (pattern.into(), json(&AccountStartRequest { opaque: Bytes(vec![0; 3]), new_password: None }))
            }
            (Side::Team, path::ACCOUNT_FINISH) => {
                let (attempt, opaque) = (Bytes(vec![0; 32]), Bytes(vec![0; 3]));
                let change = AccountChange::Recovery(nothing_sealed());
                (pattern.into(), json(&AccountFinishRequest { attempt, opaque, change }))
            }
            (Side::Team, path::SIGN_IN_START) => {
                (pattern.into(), json(&SignInStartRequest { name: "Sam".into(), opaque: Bytes(vec![0; 3]) }))
            }
            (Side::Team, path::SIGN_IN_FINISH) => {
                let request = SignInFinishRequest { attempt: Bytes(vec![0; 32]), opaque: Bytes(vec![0; 3]) };
                (pattern.into(), json(&request))
            }
            (Side::Team, path::KEYRING) if method == Method::PUT => (
                pattern.into(),
                json(&KeyringRequest { over: 0, part: KeyringPart { whole: true, bytes: Bytes(vec![1]) } }),
            ),
            (Side::Team, path::INTRODUCTIONS) if method == Method::POST => {
                let request = MakeIntroductionRequest {
                    locator: locator(77),
                    card: Bytes(vec![1]),
                    claim_hash: Bytes32([0; 32]),
                };
                (pattern.into(), json(&request))
            }
            (Side::Team, path::TEAM_SHARE) => (path::team_share(person, ITEM, 1), Vec::new()),
            (Side::Team, path::RECEIPTS) => {
                let opened = vec![OpenedRequest { person, item_id: ITEM, rev: 1 }];
                (pattern.into(), json(&ReceiptsRequest { opened }))
            }
            (Side::Team, path::TEAM) if method == Method::POST => {
                let (name, role, called, team) = ("New".into(), Role::PeerWorker, String::new(), "North".into());
                (pattern.into(), json(&AddWorkerRequest { name, role, called, team }))
            }
            (Side::Team, path::TEAM_WORKER) => {
                let request =
                    ChangeWorkerRequest { role: Role::PeerWorker, called: String::new(), team: "North".into() };
                (path::team_worker(worker), json(&request))
            }
            (Side::Team, path::TEAM_WRITTEN) => (path::team_written(person, WRITTEN), self.written.clone()),
            (Side::Team, path::GUEST) => (path::guest(PLACE), json(&guest(PROOF, 1, 0xEF))),
            (Side::Team, path::AWAY) => (pattern.into(), json(&AwayRequest { until: None })),
            (Side::Team, path::TEAM_PERSON) => (path::team_person(person), Vec::new()),
            (Side::Team, path::TEAM_LINK) => (path::team_link(worker), Vec::new()),
            (Side::Team, path::TEAM_END) => (path::team_end(worker), Vec::new()),
            (Side::Team, path::TEAM_RESET) => (path::team_reset(worker), Vec::new()),
            (Side::Team, path::REPLY) => (path::reply(person, REPLY), self.reply.clone()),
            (Side::Team, path::INBOX) => (pattern.into(), support::look()),
            (Side::Team, path::DRAFT) if method == Method::PUT => (path::draft(person), self.draft.clone()),
            (Side::Team, path::DRAFT) => (path::draft(person), Vec::new()),
            _ => nothing(),
        }
    }

    fn principals(&self) -> [As<'_>; 10] {
        let ([a, b], [w, v, h, lead, ended, reset]) = (&self.people, &self.workers);
        let first = [As::Nobody, As::Person(a), As::Person(b), As::Worker(w), As::Worker(v), As::Worker(h)];
        let more = [As::Replaced(w, v), As::Worker(lead), As::Worker(ended), As::Worker(reset)];
        std::array::from_fn(|at| if at < 6 { first[at] } else { more[at - 6] })
    }
}

fn nothing_sealed() -> RecoverySeal {
    RecoverySeal { proof_hash: Bytes32([0; 32]), wrapped_keys: Bytes::default() }
}

fn json(request: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(request).unwrap()
}

async fn check(side: Side, rows: Vec<Row>) {
    for (method, pattern, expected) in rows {
        let all = expected.into_iter().chain(more(side, &method, pattern, expected));
        for (place, status) in all.enumerate() {
            // A world for each cell: an earlier request must not be why a later one is refused.
            let scene = scene().await;
            let (path, body) = scene.request(side, &method, pattern);
            let answer = scene.world.ask(side, scene.principals()[place], method.clone(), &path, body).await;
            let cell = format!("{} {method} {pattern} as principal {place}", side.name());
            assert_eq!(answer.status.as_u16(), status, "{cell}: {}", String::from_utf8_lossy(&answer.body));
            if ![1, 3].contains(&place) {
                let text = String::from_utf8_lossy(&answer.body).to_string();
                assert!(!text.contains(&scene.people[0].id.to_string()), "{cell} names the person");
                assert!(!text.contains("q6urq6urq6") && !text.contains("zc3Nzc3N"), "{cell} holds sealed bytes");
                assert!(!answer.body.windows(8).any(|bytes| bytes == [0xAB; 8]), "{cell} holds an envelope");
            }
        }
    }
}

#[tokio::test]
async fn the_persons_origin_answers_each_principal_as_the_table_says() {
    check(Side::Person, person_rows()).await;
}

#[tokio::test]
async fn the_teams_origin_answers_each_principal_as_the_table_says() {
    check(Side::Team, team_rows()).await;
}

/// As everybody would ask it of somebody else: whatever a path has room for is the person, the named worker, their item
/// or their reply.
#[tokio::test]
async fn a_lead_gets_no_envelope_keyring_or_wrapped_key_of_anybody_else_from_any_route() {
    let scene = scene().await;
    let kept = KeyringPart { whole: true, bytes: Bytes(vec![0xAB; 64]) };
    scene.world.app.store.put_keyring(scene.workers[0].id, 0, kept, 1).await.unwrap();
    let (person, worker) = (scene.people[0].id.to_string(), scene.workers[0].id.to_string());
    let given = scene.world.permission(&scene.workers[0], 3).id.to_string();
    let lead = As::Worker(&scene.workers[3]);
    let mut asked = 0;
    for (side, routes) in [(Side::Person, routes::person()), (Side::Team, routes::team())] {
        for route in routes.iter().filter(|route| route.method == Method::GET) {
            for id in [&person, &worker] {
                let path = route.pattern.replace("{person}", id).replace("{worker}", &worker).replace("{to}", id);
                let path = path.replace("{item_id}", &ITEM.to_string()).replace("{reply_id}", &REPLY.to_string());
                let path = path.replace("{consent_id}", &given).replace("{rev}", "1");
                let path = path.replace("{written}", &WRITTEN.to_string());
                let path = path.replace("{locator}", &locator(40).to_string());
                assert!(!path.contains('{'), "{path}");
                let answer = scene.world.get(side, lead, &path).await;
                let text = String::from_utf8_lossy(&answer.body).to_string();
                let sealed = text.contains("q6urq6urq6") || answer.body.windows(8).any(|bytes| bytes == [0xAB; 8]);
                assert!(!sealed && !text.contains(&person), "{} {path}: {text}", side.name());
                asked += 1;
            }
        }
        // And what is asked by another method and answered with a list.
        scene.world.ask(side, lead, Method::POST, path::INBOX, Vec::new()).await;
    }
    assert!(asked > 20, "{asked}");
    // The same search finds all three where they are somebody's own.
    let own = As::Worker(&scene.workers[0]);
    for path in [path::ME, path::KEYRING] {
        let text = String::from_utf8(scene.world.get(Side::Team, own, path).await.is(200).body.clone()).unwrap();
        assert!(text.contains("q6urq6urq6"), "{path}: {text}");
    }
    let share = path::team_share(scene.people[0].id, ITEM, 1);
    assert!(scene.world.get(Side::Team, own, &share).await.is(200).body.windows(8).any(|bytes| bytes == [0xAB; 8]));
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    for (routes, rows) in [(routes::person(), person_rows()), (routes::team(), team_rows())] {
        let mut routes: Vec<_> = routes.iter().map(|route| format!("{} {}", route.method, route.pattern)).collect();
        let mut rows: Vec<_> = rows.iter().map(|(method, pattern, _)| format!("{method} {pattern}")).collect();
        routes.sort();
        rows.sort();
        assert_eq!(routes, rows);
    }
}

#[tokio::test]
async fn no_path_of_one_origin_is_served_by_the_other() {
    let scene = scene().await;
    for (side, other) in [(Side::Person, team_rows()), (Side::Team, person_rows())] {
        let own = if side == Side::Person { person_rows() } else { team_rows() };
        for (method, pattern, _) in other {
            if own.iter().any(|row| row.0 == method && row.1 == pattern) || pattern == path::SHARE {
                continue; // health and the inbox have the same name on both, with replies of their own
            }
            let path =
                pattern.replace("{locator}", &locator(40).to_string()).replace("{rev}", "1").replace(['{', '}'], "");
            let answer = scene.world.ask(side, As::Nobody, method.clone(), &path, b"{}".to_vec()).await;
            assert_eq!(answer.status.as_u16(), 404, "{} {method} {pattern}", side.name());
        }
    }
}
