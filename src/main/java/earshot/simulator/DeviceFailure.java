package earshot.simulator;

import module java.base;

import earshot.problem.ProblemReason;

/// Something that was asked of a test device and did not come to pass, in the language of the reader.
///
/// @param line of its script, empty without one
/// @param reason as an argument of a problem
/// @param cause what happened instead, as such an argument or in words
public record DeviceFailure(OptionalInt line, String reason, Optional<String> cause) {
    /// Without a script.
    public static DeviceFailure of(String reason) {
        return new DeviceFailure(OptionalInt.empty(), reason, Optional.empty());
    }

    /// The same in a line of a script.
    public DeviceFailure inLine(int number) {
        return new DeviceFailure(OptionalInt.of(number), reason, cause);
    }

    /// In one line.
    public String words(Locale locale) {
        String told = cause.map(why -> ProblemReason.text(ProblemReason.DEVICE_BECAUSE.with(line(reason, locale), line(why, locale)), locale))
            .orElseGet(() -> line(reason, locale));
        return line.isEmpty() ? told : ProblemReason.text(ProblemReason.FILE_LINE.with(line.getAsInt(), told), locale);
    }

    private static String line(String argument, Locale locale) {
        return ProblemReason.text(argument, locale).replace('\n', ' ');
    }
}
