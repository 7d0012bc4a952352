package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// One argument of a tool as a person fills it in.
///
/// @param required whether a call needs it
/// @param initial what stands in it at first, as typed: the default of the schema; blank where there is none
public record ToolField(String name, String description, boolean required, Kind kind, String initial) {
    /// What may be filled in.
    public sealed interface Kind {}

    /// @param most characters; 0 for any number
    public record Text(int least, int most) implements Kind {}

    /// One of these, as a person sees them.
    public record Choice(List<String> shown, List<JsonNode> values) implements Kind {
        public Choice {
            shown = List.copyOf(shown);
            values = List.copyOf(values);
        }
    }

    /// @param whole whether it has no fraction
    public record Number(boolean whole, Optional<BigDecimal> least, Optional<BigDecimal> most) implements Kind {}

    /// `true` or `false`.
    public record Switch() implements Kind {}

    /// An object, a list, or one of several things: written as JSON.
    ///
    /// @param example of its form; blank where there is none
    public record Json(JsonNode schema, String example) implements Kind {}

    /// Why what was filled in cannot be sent.
    public enum InputError {
        /// Nothing is filled in, and a call needs it.
        EMPTY,
        NOT_A_NUMBER, NOT_WHOLE,
        /// Below or above a bound, which the detail says.
        TOO_SMALL, TOO_LARGE, TOO_SHORT, TOO_LONG,
        /// Not `true` or `false`, or none of the values.
        NOT_ALLOWED,
        /// The detail says where it ends to be JSON.
        NOT_JSON,
        /// A part of the JSON has another type than the schema says; the detail says which part, and which type.
        WRONG_TYPE,
        /// A part that the schema needs is missing; the detail says which.
        PART_MISSING
    }

    /// @param detail what the error is about; blank where it says all
    public record Wrong(InputError error, String detail) {}
}
