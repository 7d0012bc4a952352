package earshot.display;

import module java.base;

import earshot.id.DeviceId;

/// A message of the family, read and in order.
sealed interface DisplayMessage {
    /// A page for other badges.
    record Render(Recipients recipients, DisplayPage page) implements DisplayMessage {}

    record Control(Recipients recipients, ScreenControl control) implements DisplayMessage {}

    /// A badge shows a page, or did what it was told.
    ///
    /// @param code `ok`, or another word of the badge's
    /// @param sentAt the badge's time stamp, milliseconds
    record Acknowledged(Optional<String> id, String code, OptionalLong sentAt) implements DisplayMessage {}

    /// A badge could not show a page.
    record Refused(Optional<String> id, String code, OptionalLong sentAt) implements DisplayMessage {}

    /// @param type as sent
    record Invalid(String type, Optional<String> id, DropReason reason) implements DisplayMessage {}

    /// Why a message is dropped, in the words of the log.
    enum DropReason {
        SCHEMA_INVALID("schema-invalid"),
        RATE_LIMITED("rate-limited"),
        UNSUPPORTED_ACTION("unsupported-action"),
        NOT_PERMITTED("not-permitted");

        private final String word;

        DropReason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// Whom a message is for.
    ///
    /// @param everybody every badge that is online but the sender
    record Recipients(List<DeviceId> devices, boolean everybody) {}
}
