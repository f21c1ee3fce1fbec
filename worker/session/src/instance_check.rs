//! Whether an address that the agent typed is an Amazon Connect instance.

use headwater_protocol::{
    Millis,
    instance::{Instance, origin_of},
    message::Message,
    sign_in::read_authorize,
};

use crate::{
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
};

const TIMEOUT: Millis = Millis::seconds(10);

/// One address being asked.
#[derive(Debug, Default)]
pub(crate) struct InstanceCheck {
    asking: Option<(EffectId, Instance)>,
}

impl InstanceCheck {
    /// The address being asked.
    pub(crate) fn address(&self) -> Option<&str> {
        self.asking.as_ref().map(|(_, instance)| instance.origin())
    }

    pub(crate) fn start(&mut self, context: &mut Context<'_>, instance: Instance) {
        if let Some((id, _)) = self.asking.take() {
            context.abort_http(id);
        }
        let id = context.get(instance.authorize(), TIMEOUT);
        self.asking = Some((id, instance));
    }

    /// The instance, or why it is none.
    pub(crate) fn answered(
        &mut self,
        id: EffectId,
        answer: Result<HttpAnswer, HttpFailure>,
    ) -> Option<Result<Instance, Message>> {
        let (_, instance) = self.asking.take_if(|(asked, _)| *asked == id)?;
        let origin = instance.origin().to_owned();
        Some(match answer {
            Ok(answer) if origin_of(&answer.url).is_some_and(|there| there != origin) => Err(Message {
                name: "workerAddressLeadsElsewhere".to_owned(),
                with: vec![origin, origin_of(&answer.url).unwrap_or_default()],
            }),
            // Nobody is signed in, or somebody is: both are answers that only an instance gives.
            Ok(answer) if answer.status == 401 => Ok(instance),
            Ok(answer) if answer.status == 200 && read_authorize(&answer.body).is_ok() => Ok(instance),
            Ok(_) => Err(Message::with("workerAddressAnswersOtherwise", origin)),
            Err(HttpFailure::Network) => Err(Message::with("workerAddressUnreachable", origin)),
            Err(HttpFailure::Timeout) => Err(Message::with("workerAddressSilent", origin)),
        })
    }
}
