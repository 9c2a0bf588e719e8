//! The machine's own alerts: that it is silent or not connected any more, that its clock is wrong, and that a token of it is
//! used which another one has replaced.

use crate::Error;
use crate::device_unit::DeviceUnit;

impl DeviceUnit {
    /// Begins and ends them, where no token is used that another one has replaced.
    pub(crate) async fn update_own_alerts(&mut self) -> Result<(), Error> {
        self.read_alerts().await?;
        self.update_device_alerts(false);
        Ok(())
    }

    /// The same where a token was used that another one has replaced.
    pub(crate) async fn alert_old_token(&mut self) -> Result<(), Error> {
        self.read_alerts().await?;
        self.update_device_alerts(true);
        Ok(())
    }
}
