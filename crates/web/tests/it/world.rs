//! The school of the sample, founded by commands, and a browser to visit it with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use accounts::{Accounts, Cost, Scope, Whose};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::routing::{get, post};
use axum::{Extension, Router};
use duty::{DutyId, IncidentId, PersonId, PostId};
use engine::{AccountId, Act, By, OrganisationId, Outcome, Right, Role};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use journal::Journal;
use plan::condition::Known;
use plan::{EventId, FactId, Kind, Plan, PlanId};
use runner::{Attachments, Clock, HandClock, Handle, Runner};
use tower::ServiceExt;
use web::{ApiToken, App, Links, More, Organisations, Ready, Secrets, Workdays};

use crate::fakes::{FakeChannels, FakePapers, FakeTexts};

pub const TOKEN: &str = "token-of-the-tests";
pub const URL: &str = "http://changbei.test:8686";

/// Sunday, 22 November 2026, 02:31 in the school's zone: at night.
pub const NIGHT: &str = "2026-11-21T18:31:00Z";

/// Who holds which post.
const PEOPLE: [(&str, &str, &str); 10] = [
    ("wen", "温岭秋", "principal"),
    ("zhou", "周砚", "vice-principal"),
    ("lu", "陆衡", "duty-leader"),
    ("he", "何知予", "logistics"),
    ("qin", "秦既白", "electrician"),
    ("meng", "孟川", "security"),
    ("lin", "林叙", "evacuation"),
    ("tang", "唐榆", "medic"),
    ("xu", "许南星", "information"),
    ("shen", "沈禾", "spare"),
];

pub struct World {
    pub router: Router,
    pub runner: Runner,
    pub clock: HandClock,
    pub links: Links,
    pub accounts: Arc<Accounts>,
    pub journal: Arc<Journal>,
    pub own: OrganisationId,
    pub organisations: Organisations,
    pub ready: Ready,
}

/// Stands for whatever takes signals: whose they are.
async fn taken_by(Extension(handle): Extension<Handle>) -> String {
    handle.read(|state| state.organisation.as_ref().unwrap().id.to_string())
}

impl World {
    /// The school at night, with its plan published and everybody at their posts.
    pub async fn school() -> Self {
        Self::school_for(12_000).await
    }

    /// The same, where so many may listen to boards at a time.
    pub async fn school_for(most_listeners: usize) -> Self {
        let world = Self::empty(school(), NIGHT.parse().unwrap(), most_listeners).await;
        world.found().await;
        world
    }

    /// An organisation before its first record, at a time, where so many may listen to boards.
    pub async fn empty(own: OrganisationId, now: Timestamp, most_listeners: usize) -> Self {
        let clock = HandClock::at(now);
        let journal = Arc::new(Journal::in_memory());
        let runner = Runner::start(journal.clone(), own.clone(), Clock::Hand(clock.clone()))
            .await
            .unwrap();
        let secrets = Secrets::new([7; 32], [9; 64]);
        let accounts = Arc::new(Accounts::in_memory(CHEAP).await.unwrap());
        let first = whose(&own, web::OFFICER);
        accounts
            .make(&first, web::FIRST_LOGIN, clock.now())
            .await
            .unwrap();
        let more = More {
            senders: Router::new().route("/api/v2/alerts", post(taken_by)),
            readers: Router::new().route("/api/v2/alerts", get(|| async { "shown" })),
        };
        let organisations = Organisations::first(own.clone(), runner.handle());
        let ready = Ready::now();
        let router = web::router(App {
            organisations: organisations.clone(),
            secrets: secrets.clone(),
            public_url: URL.to_owned(),
            zone: TimeZone::fixed(Offset::constant(8)),
            api_tokens: vec![
                ApiToken {
                    organisation: own.clone(),
                    account: AccountId::new("others").unwrap(),
                    secret: "token-of-others".to_owned(),
                },
                ApiToken {
                    organisation: own.clone(),
                    account: AccountId::new("tests").unwrap(),
                    secret: TOKEN.to_owned(),
                },
            ],
            papers: Some(Arc::new(FakePapers)),
            texts: Some(Arc::new(FakeTexts)),
            workdays: Arc::new(Workdays::default()),
            channels: Some(Arc::new(FakeChannels)),
            accounts: accounts.clone(),
            ready: ready.clone(),
            most_listeners,
            signals: None,
            more,
        });
        Self {
            router,
            runner,
            clock,
            links: Links::new(&secrets, URL),
            accounts,
            journal,
            own,
            organisations,
            ready,
        }
    }

    async fn found(&self) {
        self.act(Act::Found {
            organisation: self.own.clone(),
            name: "松坪中学（示例）".to_owned(),
            kind: Kind::School,
            sample: true,
        })
        .await;
        for (account, role) in [
            (web::OFFICER, Role::Administrator),
            ("tests", Role::Officer),
            ("others", Role::Officer),
        ] {
            self.right(account, role, None).await;
        }
        for (index, (id, name, _)) in PEOPLE.iter().enumerate() {
            let mut sealed = Attachments::none();
            let act = Act::SetPerson {
                person: PersonId::new(id).unwrap(),
                name: sealed.seal(name).unwrap(),
                phone: Some(sealed.seal(&format!("00000{index:02}")).unwrap()),
                number: None,
            };
            self.runner
                .handle()
                .act(By::Node, act, sealed)
                .await
                .unwrap();
        }
        self.act(Act::Publish {
            plan: PlanId::new("gas-leak").unwrap(),
            body: Box::new(gas_leak()),
        })
        .await;
        for (id, _, post) in PEOPLE {
            if post != "spare" {
                self.hold(post, &[id]).await;
            }
        }
        self.hold("commander", &["zhou"]).await;
    }

    /// Gives an account a right.
    pub async fn right(&self, account: &str, role: Role, person: Option<&str>) {
        self.act(Act::SetRight {
            account: AccountId::new(account).unwrap(),
            right: Some(Right {
                role,
                person: person.map(|id| PersonId::new(id).unwrap()),
            }),
        })
        .await;
    }

    pub async fn hold(&self, post: &str, people: &[&str]) {
        self.act(Act::SetHolders {
            post: PostId::new(post).unwrap(),
            people: people.iter().map(|id| PersonId::new(id).unwrap()).collect(),
        })
        .await;
    }

    /// Something the node itself does.
    pub async fn act(&self, act: Act) -> Outcome {
        let handle = self.runner.handle();
        let taken = handle.act(By::Node, act, Attachments::none()).await;
        taken.unwrap().outcome
    }

    /// A gas leak in the canteen: grade III.
    pub async fn gas_leak(&self) -> IncidentId {
        let mut sealed = Attachments::none();
        let act = Act::Report {
            event: EventId::new("gas-leak").unwrap(),
            happened: None,
            text: Some(sealed.seal("食堂后厨闻到燃气味").unwrap()),
            place: Some(sealed.seal("第二食堂后厨").unwrap()),
            facts: facts(&[
                ("gas-level", Known::number(24)),
                ("dormitory", Known::yes_no(true)),
            ]),
        };
        let taken = self.runner.handle().act(By::Anyone, act, sealed).await;
        match taken.unwrap().outcome {
            Outcome::Incident(id) => id,
            other
            @ (Outcome::Done | Outcome::Duty(_) | Outcome::Version(..) | Outcome::Hold(_)) => {
                panic!("a report makes an incident, not {other:?}")
            }
        }
    }

    /// The duty that a step of the plan has opened.
    pub fn duty(&self, incident: &IncidentId, step: &str) -> DutyId {
        let published = self.runner.handle().published();
        let incident = published.state.incidents.get(incident).unwrap();
        let found = incident
            .made
            .iter()
            .find(|(made, _)| made.element == step)
            .map(|(_, duty)| duty.clone());
        found.unwrap_or_else(|| panic!("no duty for {step}"))
    }

    pub fn standing(&self, duty: &DutyId) -> duty::Standing {
        self.runner
            .handle()
            .read(|state| state.duties.get(duty).unwrap().standing())
    }

    /// The link of a duty, as a path.
    pub fn link(&self, duty: &DutyId, person: &str) -> String {
        let link = self
            .links
            .duty(&self.own, duty, &PersonId::new(person).unwrap());
        link.strip_prefix(URL).unwrap().to_owned()
    }

    pub fn position(&self) -> u64 {
        self.runner.handle().published().position
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass until the engine has seen it.
    pub async fn pass(&self, length: SignedDuration) {
        let to = self.clock.now().checked_add(length).unwrap();
        self.clock.set(to);
        let mut changes = self.runner.handle().changes();
        let nothing_due = |published: &Arc<runner::Published>| {
            engine::next_due(&published.state).is_none_or(|(at, _)| at > to)
        };
        changes.wait_for(nothing_due).await.unwrap();
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            world: self,
            cookies: BTreeMap::new(),
            language: "zh-CN",
        }
    }

    /// An account with a right, which signs in by its id.
    pub async fn account(&self, id: &str, role: Role, person: Option<&str>) {
        self.accounts
            .make(&whose(&self.own, id), id, self.now())
            .await
            .unwrap();
        self.right(id, role, person).await;
    }

    /// Takes an account's right.
    pub async fn no_right(&self, account: &str) {
        self.act(Act::SetRight {
            account: AccountId::new(account).unwrap(),
            right: None,
        })
        .await;
    }

    /// A token of an account, for a minute.
    pub async fn token(&self, account: &str, scope: Scope) -> String {
        let ends = self.now().checked_add(minutes(1)).unwrap();
        let whose = whose(&self.own, account);
        let token = self
            .accounts
            .make_token(&whose, "tests", scope, self.now(), ends);
        token.await.unwrap()
    }

    /// Path of a one-time sign-in link.
    pub async fn one_time(&self, account: &str) -> String {
        let secret = self
            .accounts
            .one_time(&whose(&self.own, account), self.now())
            .await;
        format!("/sign-in/{}", secret.unwrap())
    }

    /// A browser that the first account has signed in with.
    pub async fn signed_in(&self) -> Browser<'_> {
        self.signed_in_as(web::OFFICER).await
    }

    pub async fn signed_in_as(&self, account: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let path = self.one_time(account).await;
        let answer = browser.post(&path, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        browser
    }

    /// A call of the API with the token.
    pub async fn api(&self, method: Method, path: &str, body: Option<serde_json::Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let media = parts.headers.get(header::CONTENT_TYPE);
        if media.is_some_and(|it| it == "text/event-stream") {
            // It has no end that anybody would wait for.
            return Answer {
                status: parts.status,
                headers: parts.headers,
                body: String::new(),
            };
        }
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    /// The value of a hidden field of the form that has a button with this value.
    pub fn hidden(&self, name: &str, button: &str) -> String {
        let end = self.body.find(&format!("value=\"{button}\"")).unwrap();
        let start = self.body[..end].rfind("<form").unwrap();
        let field = format!("name=\"{name}\" value=\"");
        let form = &self.body[start..end];
        let value = &form[form.find(&field).unwrap() + field.len()..];
        value[..value.find('"').unwrap()].to_owned()
    }

    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "no “{text}” in:\n{}", self.body);
        self
    }

    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "“{text}” in:\n{}", self.body);
        self
    }
}

/// Keeps cookies and asks in one language.
pub struct Browser<'a> {
    world: &'a World,
    cookies: BTreeMap<String, String>,
    pub language: &'static str,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::builder().uri(path), Body::empty()).await
    }

    /// Sends a form from one of our own pages.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(encoded(fields))).await
    }

    /// Sends a form with files.
    pub async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[&[u8]],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for file in files {
            let part = "--cut\r\nContent-Disposition: form-data; name=\"photo\"; \
                        filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n";
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(file);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--cut--\r\n");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
        self.send(request, Body::from(body)).await
    }

    /// A path asked for with the cookies, to be sent as it is.
    pub fn asked(&self, path: &str) -> Request<Body> {
        let request = self.with_cookies(Request::builder().uri(path));
        request.body(Body::empty()).unwrap()
    }

    fn with_cookies(&self, request: axum::http::request::Builder) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header(header::ACCEPT_LANGUAGE, self.language);
        if cookies.is_empty() {
            return request;
        }
        request.header(header::COOKIE, cookies.join("; "))
    }

    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = self.with_cookies(request);
        let answer = self.world.send(request.body(body).unwrap()).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

pub fn facts(facts: &[(&str, Known)]) -> BTreeMap<FactId, Known> {
    facts
        .iter()
        .map(|(id, known)| (FactId::new(id).unwrap(), known.clone()))
        .collect()
}

/// What a password costs in tests.
const CHEAP: Cost = Cost {
    memory: 64,
    passes: 1,
};

fn whose(own: &OrganisationId, account: &str) -> Whose {
    Whose {
        organisation: own.clone(),
        account: AccountId::new(account).unwrap(),
    }
}

pub fn school() -> OrganisationId {
    OrganisationId::new("school").unwrap()
}

pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

pub fn gas_leak() -> Plan {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/school/gas-leak.yaml");
    let text = std::fs::read_to_string(file).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    pairs.join("&")
}
