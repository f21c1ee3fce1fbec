//! Whether an address that the agent typed is an Amazon Connect instance.

use headwater_protocol::{Millis, instance::Instance, sign_in::read_authorize};

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
    ) -> Option<Result<Instance, String>> {
        let (_, instance) = self.asking.take_if(|(asked, _)| *asked == id)?;
        let origin = instance.origin().to_owned();
        Some(match answer {
            // Nobody is signed in, or somebody is: both are answers that only an instance gives.
            Ok(answer) if answer.status == 401 => Ok(instance),
            Ok(answer) if answer.status == 200 && read_authorize(&answer.body).is_ok() => Ok(instance),
            Ok(_) => Err(format!(
                "{origin} answers, but not like an Amazon Connect instance. Check the address for typing errors."
            )),
            Err(HttpFailure::Network) => Err(format!(
                "{origin} cannot be reached. Check the address and the network connection."
            )),
            Err(HttpFailure::Timeout) => Err(format!("{origin} does not answer. Try again in a moment.")),
        })
    }
}
