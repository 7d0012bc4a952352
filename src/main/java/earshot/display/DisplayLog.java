package earshot.display;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.device.ConnectionMode;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what becomes of display messages to the log, with the tags of badge-protocol section 2.15; what did not arrive is a row of the timeline as well. No
/// content of a page is written: the timeline has the message itself.
record DisplayLog(DisplayServices services) {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayLog.class);
    private static final String ROW = "display";

    /// @param what `page=…` or `action=…`
    void sent(String type, Optional<String> id, DeviceId to, ConnectionMode mode, String what, String body, boolean waited) {
        LOG.info("[SEND] type={} id={} to={} mode={} {} body={} qps={}", type, clean(id), to, mode.wireName(), clean(what), body, waited ? "limited" : "ok");
    }

    void droppedByMode(String type, Optional<String> id, DeviceId to, ConnectionMode mode, String detail) {
        warn(to, "[DROP_BY_MODE] type=" + type + " id=" + clean(id) + " reason=not-allowed-in-mode mode=" + mode.wireName() + " detail=" + clean(detail));
    }

    /// @param device whose row it is: the receiver where there is one, else the sender
    void droppedInvalid(String type, Optional<String> id, DeviceId device, DisplayMessage.DropReason reason) {
        warn(device, "[DROP_INVALID] type=" + clean(type) + " id=" + clean(id) + " reason=" + reason.word());
    }

    /// The page of a newer one that came before it could be sent: usual, and no reason.
    void replaced(DisplayPage page, DeviceId device) {
        info(device, "[DROP_INVALID] type=ui.render id=" + clean(page.id()) + " reason=" + DisplayMessage.DropReason.RATE_LIMITED.word());
    }

    void offline(String type, DeviceId from, DeviceId to) {
        LOG.info("{} of {} for {}: no badge of this id is online", type, from, to);
    }

    /// @param elapsed by the badge's time stamp
    void acknowledged(Optional<String> id, DeviceId device, OptionalLong elapsed, String code, boolean failed) {
        String line = "[ACK] id=" + clean(id) + " device=" + device + (elapsed.isPresent() ? " elapsedMs=" + elapsed.getAsLong() : "") + " code=" + clean(code);
        if (failed) {
            LOG.warn("{}", line);
            services.events().log(device, ROW, Severity.WARNING, line);
        } else {
            LOG.info("{}", line);
        }
    }

    void missing(DisplayPage page, DeviceId device) {
        LOG.warn("page {} of {} was not acknowledged within {} ms", clean(page.id()), device, Acknowledgement.LIMIT.toMillis());
        services.events().log(device, ROW, Severity.WARNING, EventText.of(EventCode.PAGE_UNACKNOWLEDGED, clean(page.id()), Acknowledgement.LIMIT.toSeconds()));
    }

    private void warn(DeviceId device, String line) {
        LOG.warn("{} device={}", line, device);
        services.events().log(device, ROW, Severity.WARNING, line);
    }

    private void info(DeviceId device, String line) {
        LOG.info("{} device={}", line, device);
        services.events().log(device, ROW, Severity.INFO, line);
    }

    private String clean(Optional<String> id) {
        return id.map(this::clean).orElse("-");
    }

    private String clean(String text) {
        return services.logText().format(ControlCharacters.escape(text));
    }
}
