//! Plays a story: asks and answers through the HTTP API and compares all that comes of it.

mod ask;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use duty::DutyId;
use jiff::{SignedDuration, Timestamp};
use plan::EventId;
use serde_json::{Value, json};

use crate::procedures::book::{Beat, Book, Closing, length};
use crate::procedures::sample::{instant, sample};
use crate::world::World;

/// What `closing.sign_off`, `report` and `review` are called in the stories.
const AFTER: [&str; 3] = ["sign-off", "written-report", "review"];

/// A story while it is played.
pub struct Stage {
    world: World,
    /// Which story, which beat: said with everything that goes wrong.
    tale: String,
    closing: Closing,
    /// The names of the facts that the end waits for.
    closing_names: Vec<String>,
    event: String,
    /// What the plan calls each thing to do, by its text.
    called: BTreeMap<String, String>,
    /// Which of them are reports; the end does not wait for those.
    reports: Vec<String>,
    began: Timestamp,
    incident: String,
    /// The duties as they were last looked at, by what the plan calls them.
    duties: BTreeMap<String, Value>,
    /// Those of which a beat has said that they open.
    seen: BTreeSet<String>,
    lapsed: BTreeSet<String>,
    red: BTreeSet<String>,
    grade: u8,
    leads: String,
    sent: u32,
    beats: usize,
}

impl Stage {
    /// The organisation before anything has happened.
    pub async fn set(book: &Book, event: &str, tale: String, story: &[Beat]) -> Self {
        let begins = story.first().and_then(|beat| beat.begins.as_deref());
        let began = instant(begins.unwrap_or_else(|| panic!("{tale}: when does it begin?")));
        let id = EventId::new(event).unwrap();
        let plan = &book.plan;
        let steps = plan.procedures_for(&id).flat_map(|it| &it.steps);
        let mut called: BTreeMap<String, String> = steps
            .map(|it| (it.text.clone(), it.id.to_string()))
            .chain(
                plan.reports_for(&id)
                    .map(|it| (it.name.clone(), it.id.to_string())),
            )
            .collect();
        let closing = plan.closing.as_ref().unwrap();
        let after = [&closing.sign_off, &closing.report, &closing.review];
        for (duty, name) in after.into_iter().zip(AFTER) {
            called.insert(duty.as_ref().unwrap().text.clone(), name.to_owned());
        }
        let fact = |name: &String| {
            let facts = &plan.event(&id).unwrap().facts;
            facts
                .iter()
                .find(|it| it.id.as_str() == name)
                .unwrap()
                .name
                .clone()
        };
        Self {
            world: sample(book, began).await,
            tale,
            closing_names: book.closing.facts.keys().map(fact).collect(),
            reports: plan.reports_for(&id).map(|it| it.id.to_string()).collect(),
            closing: book.closing.clone(),
            event: event.to_owned(),
            called,
            began,
            incident: String::new(),
            duties: BTreeMap::new(),
            seen: BTreeSet::new(),
            lapsed: BTreeSet::new(),
            red: BTreeSet::new(),
            grade: 0,
            leads: String::new(),
            sent: 0,
            beats: 0,
        }
    }

    /// One beat: what happens, then all that must have come of it.
    pub async fn play(&mut self, beat: &Beat) {
        self.beats += 1;
        let (story, _) = self.tale.split_once(" (").unwrap_or((&self.tale, ""));
        self.tale = format!("{story} (beat {})", self.beats);
        if let Some(at) = &beat.at {
            self.go_to(length(at)).await;
        }
        if let Some(says) = &beat.says {
            self.report(says, &beat.facts).await;
        } else if !beat.facts.is_empty() {
            self.state(&beat.facts).await;
        }
        for name in &beat.cannot {
            let told = self.told(name);
            let body = json!({"answer": "cannot", "person": told.last()});
            self.answer(name, body).await;
        }
        for name in &beat.done {
            self.done(name, beat.by.as_deref()).await;
        }
        self.came_of_it(beat).await;
        for name in &beat.got {
            let body = json!({"answer": "got-it", "person": self.told(name)[0]});
            self.answer(name, body).await;
        }
        if self.beats == 1 {
            let steps = self.called.iter().filter(|(_, name)| {
                beat.opens.contains_key(*name) && !self.reports.contains(*name)
            });
            let steps: Vec<String> = steps.map(|(text, _)| text.clone()).collect();
            self.cannot_end(&steps).await;
        }
    }

    async fn go_to(&mut self, since: SignedDuration) {
        let at = self.began.checked_add(since).unwrap();
        let length = at.duration_since(self.world.now());
        assert!(!length.is_negative(), "{}: time goes on", self.tale);
        self.world.pass(length).await;
        self.deliver().await;
    }

    async fn report(&mut self, says: &str, facts: &BTreeMap<String, Value>) {
        let body = json!({"event": self.event, "text": says, "facts": facts});
        let made = self
            .post("/api/v1/incidents", body, StatusCode::CREATED)
            .await;
        self.incident = made["id"].as_str().unwrap().to_owned();
        assert_eq!(made["text"], says, "{}", self.tale);
    }

    async fn state(&mut self, facts: &BTreeMap<String, Value>) {
        let path = format!("/api/v1/incidents/{}/facts", self.incident);
        self.post(&path, json!({"facts": facts}), StatusCode::OK)
            .await;
    }

    /// Does a duty. Without its evidence it is refused; where lives depend on it no form holds it
    /// up.
    async fn done(&mut self, name: &str, by: Option<&str>) {
        if !self.duties.contains_key(name) {
            self.look().await;
        }
        let person = by.unwrap_or(&self.told(name)[0]).to_owned();
        let duty = self.duty(name);
        let evidence = duty["evidence"].as_array().unwrap().clone();
        let life_safety = duty["life_safety"] == true;
        let id = duty["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/duties/{id}/answer");
        if !evidence.is_empty() && !life_safety {
            let bare = json!({"answer": "done", "person": person});
            let refused = self.post(&path, bare, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(
                refused.await["code"],
                "evidence-missing",
                "{}: {name}",
                self.tale
            );
        }
        let done = if life_safety {
            let body = json!({"answer": "done", "person": person});
            self.answer(name, body).await
        } else if evidence.contains(&json!("photo")) {
            // The API takes no pictures; the link that the person was sent does.
            let link = self.world.link(&DutyId::new(&id).unwrap(), &person);
            let picture = b"\x89PNG\r\n\x1a\nand what follows";
            let mut phone = self.world.browser();
            let fields = [("answer", "done"), ("text", "办妥")];
            let answer = phone.post_files(&link, &fields, &[picture]).await;
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{}: {name}",
                self.tale
            );
            self.deliver().await;
            self.get(&format!("/api/v1/duties/{id}")).await
        } else {
            let body = json!({"answer": "done", "text": "办妥", "person": person});
            self.answer(name, body).await
        };
        assert_eq!(done["state"], "discharged", "{}: {name}", self.tale);
        assert_eq!(
            done["person"]["id"],
            person.as_str(),
            "{}: {name}",
            self.tale
        );
    }

    async fn answer(&mut self, name: &str, body: Value) -> Value {
        let id = self.duty(name)["id"].as_str().unwrap();
        let path = format!("/api/v1/duties/{id}/answer");
        self.post(&path, body, StatusCode::OK).await
    }

    /// Compares all that stands now with what a beat says.
    async fn came_of_it(&mut self, beat: &Beat) {
        self.opens(&beat.opens).await;
        if let Some(grade) = beat.grade {
            self.grade = grade;
        }
        if let Some(leads) = &beat.leads {
            self.leads = leads.clone();
        }
        let incident = self.incident().await;
        assert_eq!(
            incident["grade"].as_u64().unwrap_or(0),
            u64::from(self.grade),
            "{}: grade",
            self.tale
        );
        assert_eq!(
            incident["leader"]["acting"],
            self.leads.as_str(),
            "{}: leader",
            self.tale
        );
        for (name, people) in &beat.told {
            assert_eq!(self.told(name), *people, "{}: told of {name}", self.tale);
        }
        for (said, known, field) in [
            (&beat.lapsed, &mut self.lapsed, "lapsed"),
            (&beat.red, &mut self.red, "red_line"),
        ] {
            known.extend(said.iter().cloned());
            let stands = self.duties.iter().filter(|(_, it)| !it[field].is_null());
            let stands: BTreeSet<String> = stands.map(|(name, _)| name.clone()).collect();
            assert_eq!(stands, *known, "{}: {field}", self.tale);
        }
    }

    /// Exactly these duties have opened since the last time, each for its post, with its due time.
    async fn opens(&mut self, said: &BTreeMap<String, String>) {
        self.look().await;
        let mut news = BTreeMap::new();
        for (name, duty) in &self.duties {
            if !self.seen.insert(name.clone()) {
                continue;
            }
            let text = duty["text"].as_str().unwrap();
            let due = instant_of(&duty["due"]);
            let post = duty["post"].as_str().unwrap();
            // A report says to whom in its own name.
            let to = said.get(name).and_then(|said| said.split(' ').nth(2));
            let to = to
                .filter(|to| text.contains(to))
                .map_or(String::new(), |to| format!(" {to}"));
            let shown = said.get(name).and_then(|said| said.split(' ').nth(1));
            let left = due.duration_since(instant_of(&duty["opened"]));
            let left = match shown {
                Some(shown) if length(shown.trim_end_matches('!')) == left => {
                    shown.trim_end_matches('!').to_owned()
                }
                _ => format!("{}m", left.as_mins()),
            };
            let life = if duty["life_safety"] == true { "!" } else { "" };
            news.insert(name.clone(), format!("{post} {left}{life}{to}"));
        }
        assert_eq!(news, *said, "{}: what opens", self.tale);
    }

    /// The end is refused and the refusal names what is missing.
    async fn cannot_end(&mut self, names: &[String]) {
        let path = format!("/api/v1/incidents/{}/end", self.incident);
        let refused = self.post(&path, json!({}), StatusCode::CONFLICT).await;
        assert_eq!(refused["code"], "not-over", "{}", self.tale);
        let detail = refused["detail"].as_str().unwrap();
        for name in names {
            assert!(
                detail.contains(name),
                "{}: no {name} in {detail}",
                self.tale
            );
        }
        assert_eq!(self.incident().await["ended"], Value::Null, "{}", self.tale);
    }

    /// From the last step to the archive.
    pub async fn close(&mut self) {
        let (story, _) = self.tale.split_once(" (").unwrap_or((&self.tale, ""));
        self.tale = format!("{story} (the end)");
        self.look().await;
        let open = self
            .duties
            .iter()
            .filter(|(_, it)| it["state"] != "discharged");
        let open: Vec<&String> = open.map(|(name, _)| name).collect();
        assert_eq!(open, Vec::<&String>::new(), "{}: still open", self.tale);
        let closing = self.closing.clone();
        self.cannot_end(&self.closing_names.clone()).await;
        self.state(&closing.facts).await;
        self.opens(&BTreeMap::new()).await;

        let path = format!("/api/v1/incidents/{}/end", self.incident);
        let proposed = self.post(&path, json!({}), StatusCode::OK).await;
        assert_eq!(proposed["phase"], "ending", "{}", self.tale);
        assert_eq!(proposed["ended"], Value::Null, "{}", self.tale);
        self.opens(&BTreeMap::from([("sign-off".to_owned(), closing.sign_off)]))
            .await;
        self.done("sign-off", None).await;
        let ended = self.incident().await;
        assert_eq!(ended["phase"], "review", "{}", self.tale);
        assert!(ended["ended"].is_string(), "{}", self.tale);
        let follow = [
            ("written-report", closing.written_report),
            ("review", closing.review),
        ];
        let names = follow.each_ref().map(|(name, _)| *name);
        self.opens(&follow.map(|(name, duty)| (name.to_owned(), duty)).into())
            .await;

        // Nobody is chased for a report that may take days.
        self.world.pass(SignedDuration::from_hours(23)).await;
        self.deliver().await;
        self.look().await;
        for name in names {
            assert_eq!(self.told(name).len(), 1, "{}: told of {name}", self.tale);
            self.done(name, None).await;
        }
        self.is_archived().await;
    }

    /// It is out of the way, told whole, and the log says the same.
    async fn is_archived(&mut self) {
        let handle = self.world.runner.handle();
        handle.read(|state| {
            assert!(state.incidents.is_empty(), "{}: archived", self.tale);
            assert!(state.duties.is_empty(), "{}: no duty", self.tale);
            assert!(state.notices.is_empty(), "{}: no notice owed", self.tale);
        });
        let mut browser = self.world.signed_in().await;
        let room = browser.get(&format!("/incidents/{}", self.incident)).await;
        room.shows("响应结束，告知").shows("事件归档");
        assert!(self.incident().await["ended"].is_string(), "{}", self.tale);
        self.look().await;
        for (name, duty) in &self.duties {
            assert_eq!(duty["state"], "discharged", "{}: {name}", self.tale);
        }
        // Read back it is held to its chain, and folds to the state that was shown.
        let published = handle.published();
        let folded = self
            .world
            .journal
            .fold(self.world.own.as_str())
            .await
            .unwrap();
        assert_eq!(folded.position, published.position, "{}", self.tale);
        assert!(
            folded.state == published.state,
            "{}: replayed to another state",
            self.tale
        );
    }
}

fn instant_of(time: &Value) -> Timestamp {
    time.as_str().unwrap().parse().unwrap()
}
