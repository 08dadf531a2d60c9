//! The sample organisations: invented people in the posts of the plans under `plans/`.

use std::collections::BTreeMap;

use duty::{BadId, PersonId, PostId};
use engine::{Act, By, OrganisationId};
use plan::{Kind, PlanId};
use runner::{Attachments, Handle, NotDone};
use serde::Deserialize;

/// A sample that can be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Its id: folder under `plans/`, value of `--sample`, organisation.
    pub id: &'static str,
    people: &'static str,
    plans: &'static [&'static str],
}

/// All samples.
pub const SAMPLES: &[Sample] = &[
    Sample {
        id: "school",
        people: include_str!("../data/sample-school.toml"),
        plans: &[
            include_str!("../../../plans/school/gas-leak.yaml"),
            include_str!("../../../plans/school/fire.yaml"),
            include_str!("../../../plans/school/network.yaml"),
            include_str!("../../../plans/school/content.yaml"),
            include_str!("../../../plans/school/attack.yaml"),
            include_str!("../../../plans/school/it-faults.yaml"),
            include_str!("../../../plans/school/opinion.yaml"),
            include_str!("../../../plans/school/epidemic.yaml"),
            include_str!("../../../plans/school/campaign.yaml"),
        ],
    },
    Sample {
        id: "factory",
        people: include_str!("../data/sample-factory.toml"),
        plans: &[
            include_str!("../../../plans/factory/production.yaml"),
            include_str!("../../../plans/factory/chemicals.yaml"),
            include_str!("../../../plans/factory/gas.yaml"),
            include_str!("../../../plans/factory/power.yaml"),
            include_str!("../../../plans/factory/crime.yaml"),
            include_str!("../../../plans/factory/casualty.yaml"),
            include_str!("../../../plans/factory/epidemic.yaml"),
        ],
    },
    Sample {
        id: "town",
        people: include_str!("../data/sample-town.toml"),
        plans: &[
            include_str!("../../../plans/town/emergencies.yaml"),
            include_str!("../../../plans/town/hazards.yaml"),
            include_str!("../../../plans/town/floods.yaml"),
            include_str!("../../../plans/town/outbreaks.yaml"),
        ],
    },
];

/// Why a sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The sample's own files are wrong: a bug.
    #[error("the sample's files: {0}")]
    Files(String),
    /// A command was not carried out.
    #[error(transparent)]
    NotDone(#[from] NotDone),
    /// A name could not be sealed.
    #[error(transparent)]
    Seal(#[from] runner::JournalError),
}

impl From<BadId> for SampleError {
    fn from(bad: BadId) -> Self {
        Self::Files(bad.to_string())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct House {
    name: String,
    kind: Kind,
    people: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    id: PersonId,
    name: String,
    phone: String,
    posts: Vec<PostId>,
}

impl Sample {
    /// The sample of that id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        SAMPLES.iter().find(|sample| sample.id == id)
    }

    /// Founds the organisation, and enters its people and plans.
    ///
    /// # Errors
    /// [`SampleError`].
    pub async fn found(&self, handle: &Handle) -> Result<(), SampleError> {
        let files = |error: &dyn std::fmt::Display| SampleError::Files(error.to_string());
        let house: House = toml::from_str(self.people).map_err(|error| files(&error))?;
        let found = Act::Found {
            organisation: OrganisationId::new(self.id)?,
            name: house.name,
            kind: house.kind,
            sample: true,
        };
        handle.act(By::Node, found, Attachments::none()).await?;
        let mut holders: BTreeMap<PostId, Vec<PersonId>> = BTreeMap::new();
        for person in house.people {
            let mut attachments = Attachments::none();
            let act = Act::SetPerson {
                person: person.id.clone(),
                name: attachments.seal(&person.name)?,
                phone: Some(attachments.seal(&person.phone)?),
                number: None,
            };
            handle.act(By::Node, act, attachments).await?;
            for post in person.posts {
                holders.entry(post).or_default().push(person.id.clone());
            }
        }
        for (post, people) in holders {
            let act = Act::SetHolders { post, people };
            handle.act(By::Node, act, Attachments::none()).await?;
        }
        for text in self.plans {
            let body = plan_text::yaml::read_yaml(text).map_err(|error| files(&error))?;
            let plan = match &body.meta.id {
                Some(id) => id.clone(),
                None => PlanId::new(self.id)?,
            };
            let act = Act::Publish {
                plan,
                body: Box::new(body),
            };
            handle.act(By::Node, act, Attachments::none()).await?;
        }
        Ok(())
    }
}
