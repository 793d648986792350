//! Team leads: what they and the deployer do about accounts, what is refused, and what people are told.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::http::Method;
use domain::{
    api::{
        AddWorkerRequest, ChangeWorkerRequest, MeReply, PersonInboxReply, ProblemCode, SetUpLinkReply, SetUpStartReply,
        SetUpStartRequest, TeamReply, TeamWorkerReply, TouchesReply, path,
    },
    id::{ItemId, WorkerId},
    opaque,
    role::Role,
};
use server::{
    clock::DAY_MS,
    config::{Command, TeamCommand},
    random::System,
    side::Side,
};
use support::{
    Answer, As, World, command,
    people::{Person, Worker, locator},
};

const ITEM: ItemId = ItemId::from_bytes([5; 16]);

/// A lead, and Sam with whom somebody shares.
async fn team() -> (World, Worker, Worker, Person) {
    let world = World::new().await;
    let (lead, sam, person) = (world.worker_as("Lee", Role::Lead).await, world.worker("Sam").await, Person::new(1));
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    world.permit(&person, &given).await;
    let envelope = person.envelope(&given, ITEM, 1, 1, 0xA1);
    world.put(Side::Person, As::Person(&person), &path::share(sam.id, ITEM, 1), envelope).await.is(201);
    world.introduce(&sam, 9).await;
    (world, lead, sam, person)
}

async fn run(world: &World, team: TeamCommand) -> Result<String, String> {
    command(&world.dir, &[], Command::Team(team)).await
}

async fn keep_names(world: &World, names: &[&str]) -> Result<String, String> {
    let role_name = names.iter().map(|name| (*name).to_owned()).collect();
    command(&world.dir, &[], Command::Settings { role_name }).await
}

async fn listed(world: &World, lead: &Worker) -> TeamReply {
    world.get(Side::Team, As::Worker(lead), path::TEAM).await.is(200).json()
}

async fn one(world: &World, lead: &Worker, id: WorkerId) -> TeamWorkerReply {
    listed(world, lead).await.workers.into_iter().find(|it| it.worker_id == id).unwrap()
}

async fn post(world: &World, lead: &Worker, path: &str) -> Answer {
    world.ask(Side::Team, As::Worker(lead), Method::POST, path, Vec::new()).await
}

async fn change(world: &World, lead: &Worker, id: WorkerId, role: Role, called: &str) -> Answer {
    let request = ChangeWorkerRequest { role, called: called.into(), team: "Hillside".into() };
    let body = serde_json::to_vec(&request).unwrap();
    world.put(Side::Team, As::Worker(lead), &path::team_worker(id), body).await
}

async fn moved_on(world: &World, person: &Person) -> Vec<(WorkerId, bool)> {
    let inbox = world.get(Side::Person, As::Person(person), &path::inbox_after(0)).await;
    inbox.is(200).json::<PersonInboxReply>().moved_on.into_iter().map(|it| (it.worker, it.new_start)).collect()
}

/// Whom a set-up link is for, if it works.
async fn opens(world: &World, link: &str) -> Result<SetUpStartReply, Answer> {
    let (page, token) = link.split_once('#').unwrap();
    assert_eq!(page, "http://127.0.0.1:8702/set-up");
    let start = opaque::client_start_registration(b"four quiet words", &mut System).unwrap();
    let request = SetUpStartRequest { token: token.into(), opaque: start.message.into() };
    let answer = world.post(Side::Team, As::Nobody, path::SET_UP_START, request).await;
    if answer.status.is_success() { Ok(answer.json()) } else { Err(answer) }
}

async fn log(world: &World) -> String {
    command(&world.dir, &[], Command::Audit).await.unwrap()
}

#[tokio::test]
async fn a_lead_adds_somebody_hands_out_a_new_link_and_each_link_works_once_until_it_is_replaced() {
    let (world, lead, sam, _) = team().await;
    let add = AddWorkerRequest {
        name: " Jo  Bennett ".into(),
        role: Role::PeerWorker,
        called: String::new(),
        team: "North".into(),
    };
    let first: SetUpLinkReply = world.post(Side::Team, As::Worker(&lead), path::TEAM, &add).await.is(200).json();
    let told = opens(&world, &first.link).await.unwrap();
    let seen = (told.worker_id, told.name.as_str(), told.role, told.team.as_str());
    assert_eq!(seen, (first.worker_id, "Jo Bennett", Role::PeerWorker, "North"));
    let state = one(&world, &lead, first.worker_id).await;
    assert_eq!((state.set_up, state.link_ends, state.ended), (false, Some(first.ends), None));
    let second: SetUpLinkReply = post(&world, &lead, &path::team_link(first.worker_id)).await.is(200).json();
    assert_eq!(second.worker_id, first.worker_id);
    opens(&world, &first.link).await.unwrap_err().refused(ProblemCode::NotFound);
    opens(&world, &second.link).await.unwrap();
    post(&world, &lead, &path::team_link(sam.id)).await.refused(ProblemCode::Conflict);
    post(&world, &lead, &path::team_link(WorkerId::from_bytes([1; 16]))).await.refused(ProblemCode::NotFound);
    for (name, why) in [("Sam", ProblemCode::Conflict), (" ", ProblemCode::Malformed)] {
        let add = AddWorkerRequest { name: name.into(), ..add.clone() };
        world.post(Side::Team, As::Worker(&lead), path::TEAM, &add).await.refused(why);
    }
    let lines = log(&world).await;
    let added = format!("Z worker {} added {} done", lead.id, first.worker_id);
    assert_eq!(lines.lines().filter(|line| line.ends_with(&added)).count(), 2, "{lines}");
    world.app.clock.advance(8 * DAY_MS);
    opens(&world, &second.link).await.unwrap_err().refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn roles_are_called_as_the_deployer_keeps_it_and_the_workers_page_hears_it() {
    let (world, lead, sam, _) = team().await;
    let said = keep_names(&world, &["housing support=key-worker", " Lived  experience =peer-worker"]).await.unwrap();
    assert!(said.contains("Roles are called: housing support (key-worker), Lived experience (peer-worker)"), "{said}");
    for wrong in ["housing support", "lead=key-worker", "=lead", "Chef=cook"] {
        let why = keep_names(&world, &[wrong]).await.unwrap_err();
        assert!(why.starts_with("--role-name: ") && why.contains("Nothing was changed"), "{wrong}: {why}");
    }
    let names: Vec<_> = listed(&world, &lead).await.role_names.into_iter().map(|it| (it.name, it.role)).collect();
    let kept = [("housing support".into(), Role::KeyWorker), ("Lived experience".into(), Role::PeerWorker)];
    assert_eq!(names, kept);
    change(&world, &lead, sam.id, Role::KeyWorker, "Housing Support").await.is(204);
    let me = async || world.get(Side::Team, As::Worker(&sam), path::ME).await.is(200).json::<MeReply>();
    let MeReply { role, called, team, .. } = me().await;
    assert_eq!((role, called.as_str(), team.as_str()), (Role::KeyWorker, "housing support", "Hillside"));
    for (role, called) in [(Role::KeyWorker, "Chef"), (Role::PeerWorker, "housing support"), (Role::Lead, "x")] {
        change(&world, &lead, sam.id, role, called).await.refused(ProblemCode::Malformed);
    }
    // A name that is offered no longer stays with whoever bears it.
    keep_names(&world, &["HOUSING SUPPORT=none"]).await.unwrap();
    change(&world, &lead, sam.id, Role::KeyWorker, "housing support").await.is(204);
    change(&world, &lead, sam.id, Role::Lead, "").await.is(204);
    assert_eq!((me().await.role, me().await.called), (Role::Lead, String::new()));
    world.get(Side::Team, As::Worker(&sam), path::TEAM).await.is(200);
    // By the command, by one word.
    let role = |role: &str, team: Option<&str>| TeamCommand::Role {
        name: "sam".into(),
        role: role.into(),
        team: team.map(str::to_owned),
    };
    let said = run(&world, role("lived EXPERIENCE", None)).await.unwrap();
    assert!(said.contains("Lived experience (peer-worker), Hillside from now on"), "{said}");
    let why = run(&world, role("chef", None)).await.unwrap_err();
    assert!(why.contains("there are key-worker, peer-worker, lead, Lived experience."), "{why}");
    assert!(run(&world, role("lead", Some(&"x".repeat(400)))).await.unwrap_err().contains("--team: it has 400 bytes"));
    let list = run(&world, TeamCommand::List).await.unwrap();
    assert!(list.contains("Sam\tLived experience (peer-worker)\tHillside\tset up"), "{list}");
    world.get(Side::Team, As::Worker(&sam), path::TEAM).await.refused(ProblemCode::NotFound);
    let lines = log(&world).await;
    assert!(lines.contains(&format!("worker {} role-changed {} done", lead.id, sam.id)), "{lines}");
    assert!(lines.contains(&format!("deployer - role-changed {} done", sam.id)), "{lines}");
}

#[tokio::test]
async fn the_end_says_first_whom_it_touches_and_changes_nothing_without_a_yes() {
    let (world, lead, sam, person) = team().await;
    let would = one(&world, &lead, sam.id).await.touches;
    assert_eq!(would, TouchesReply { sessions: 1, introductions: 1, people: 1, shares: 1 });
    for (team, words) in [
        (TeamCommand::End { name: "Sam".into(), yes: false }, "This would end the account of Sam."),
        (TeamCommand::Reset { name: "Sam".into(), yes: false }, "has to be introduced again"),
    ] {
        let why = run(&world, team).await.unwrap_err();
        for word in [
            words,
            "1 people share with them now: 1 sealed shares",
            "1 sessions and 1 open introductions",
            "Nothing was changed; say --yes to do it",
        ] {
            assert!(why.contains(word), "{why}");
        }
        assert!(!why.contains("only team lead"), "{why}");
    }
    let why = run(&world, TeamCommand::End { name: "Lee".into(), yes: false }).await.unwrap_err();
    assert!(why.contains("They are the only team lead."), "{why}");
    assert!(world.holds(0xA1) && moved_on(&world, &person).await.is_empty());
    let done: TouchesReply = post(&world, &lead, &path::team_end(sam.id)).await.is(200).json();
    assert_eq!(done, would);
    assert!(!world.holds(0xA1), "what was shared with Sam is in no file any more");
    world.get(Side::Team, As::Worker(&sam), path::ME).await.refused(ProblemCode::SignInNeeded);
    assert_eq!(moved_on(&world, &person).await, [(sam.id, false)]);
    let state = one(&world, &lead, sam.id).await;
    assert!(state.ended.is_some() && state.new_start.is_none() && state.touches == TouchesReply::default());
    for path in [path::team_end(sam.id), path::team_reset(sam.id), path::team_link(sam.id)] {
        post(&world, &lead, &path).await.refused(ProblemCode::NotFound);
    }
    let lines = log(&world).await;
    assert!(lines.contains(&format!("worker {} ended {} done", lead.id, sam.id)), "{lines}");
}

#[tokio::test]
async fn a_reset_is_a_new_account_under_the_same_name_and_people_are_told_of_a_new_start() {
    for by_lead in [true, false] {
        let (world, lead, sam, person) = team().await;
        change(&world, &lead, sam.id, Role::PeerWorker, "").await.is(204);
        let link = if by_lead {
            let reply: SetUpLinkReply = post(&world, &lead, &path::team_reset(sam.id)).await.is(200).json();
            assert_ne!(reply.worker_id, sam.id);
            reply.link
        } else {
            let said = run(&world, TeamCommand::Reset { name: "SAM".into(), yes: true }).await.unwrap();
            assert!(said.contains("has a new start. Ended: 1 sessions, 1 open introductions."), "{said}");
            said.lines().last().unwrap().to_owned()
        };
        assert!(!world.holds(0xA1), "what was shared with Sam is in no file any more");
        let told = opens(&world, &link).await.unwrap();
        assert_eq!((told.name.as_str(), told.role, told.team.as_str()), ("Sam", Role::PeerWorker, "Hillside"));
        let old = one(&world, &lead, sam.id).await;
        assert_eq!((old.new_start, old.ended.is_some()), (Some(told.worker_id), true));
        let new = one(&world, &lead, told.worker_id).await;
        assert!(!new.set_up && new.ended.is_none() && new.new_start.is_none());
        world.get(Side::Team, As::Worker(&sam), path::KEYRING).await.refused(ProblemCode::SignInNeeded);
        let looked = world.get(Side::Person, As::Nobody, &path::introduction(locator(9))).await;
        looked.refused(ProblemCode::NotFound);
        assert_eq!(moved_on(&world, &person).await, [(sam.id, true)], "not of the new account, whom nobody has met");
        let list = run(&world, TeamCommand::List).await.unwrap();
        assert!(list.contains(&format!("as {}\t", told.worker_id)) && list.contains("link not used"), "{list}");
        // Nobody is reset before they have set up.
        let again = path::team_reset(told.worker_id);
        post(&world, &lead, &again).await.refused(ProblemCode::Conflict);
        let why = run(&world, TeamCommand::Reset { name: "Sam".into(), yes: true }).await.unwrap_err();
        assert!(why.contains("no keys are lost"), "{why}");
        let lines = log(&world).await;
        let by = if by_lead { format!("worker {}", lead.id) } else { "deployer -".into() };
        assert!(lines.contains(&format!("{by} reset {} done", sam.id)), "{lines}");
        assert!(lines.contains(&format!("{by} added {} done", told.worker_id)), "{lines}");
    }
}

#[tokio::test]
async fn a_lead_ends_resets_and_demotes_no_account_of_their_own_and_loses_all_of_it_with_the_role() {
    let (world, lead, sam, _) = team().await;
    let other = world.worker_as("Alex", Role::Lead).await;
    for path in [path::team_end(lead.id), path::team_reset(lead.id)] {
        post(&world, &lead, &path).await.refused(ProblemCode::OwnAccount);
    }
    change(&world, &lead, lead.id, Role::KeyWorker, "").await.refused(ProblemCode::OwnAccount);
    change(&world, &lead, lead.id, Role::Lead, "").await.is(204);
    assert_eq!(one(&world, &lead, lead.id).await.team, "Hillside", "another team is no other role");
    change(&world, &lead, other.id, Role::KeyWorker, "").await.is(204);
    for (method, path) in [
        (Method::GET, path::TEAM.to_owned()),
        (Method::POST, path::team_end(sam.id)),
        (Method::POST, path::team_reset(lead.id)),
    ] {
        let answer = world.ask(Side::Team, As::Worker(&other), method, &path, Vec::new()).await;
        answer.refused(ProblemCode::NotFound);
    }
    // The deployer may, and hears of it.
    let role = TeamCommand::Role { name: "Lee".into(), role: "peer-worker".into(), team: None };
    assert!(run(&world, role).await.unwrap().contains("There is no team lead now"));
    world.get(Side::Team, As::Worker(&lead), path::TEAM).await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn a_database_from_before_a_reset_does_not_let_the_lost_keys_in_again() {
    let (world, _, sam, person) = team().await;
    let folder = world.dir.path().join("copy");
    command(&world.dir, &[], Command::Backup { folder: folder.clone() }).await.unwrap();
    run(&world, TeamCommand::Reset { name: "Sam".into(), yes: true }).await.unwrap();
    let dir = world.stop().await;
    command(&dir, &[], Command::Restore { folder, replace: true }).await.unwrap();
    let world = World::open(dir, &[]).await.unwrap();
    world.get(Side::Team, As::Worker(&sam), path::ME).await.refused(ProblemCode::SignInNeeded);
    assert!(!world.holds(0xA1));
    // That there is a new account is not in the ledger: they are added again.
    assert_eq!(moved_on(&world, &person).await, [(sam.id, false)]);
}
