package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.JsonEndFinder;
import earshot.data.RandomId;

/// Brings the streamed tool calls of all providers into one form: an index that counts up from 0, the id in the first part only, no part of a name twice.
/// Some providers send no index, some no id, some repeat both in every part, some give every call the index 0, some every part the next one, and some
/// give every call the same id.
final class ToolCallNormalizer {
    /// @param position index in the array that it came in
    private record Piece(Optional<String> index, String id, String name, String arguments, int position) {
        static Piece of(JsonNode part, int position) {
            JsonNode function = part.path("function").isObject() ? part.path("function") : part;
            // some write the index as text
            Optional<String> index = Optional.of(part.path("index")).filter(JsonNode::isValueNode).map(JsonNode::asText)
                .filter(text -> text.matches("\\d{1,9}"));
            JsonNode arguments = function.hasNonNull("arguments") ? function.path("arguments") : function.path("parameters");
            String text = arguments.isMissingNode() || arguments.isNull() ? "" : arguments.isTextual() ? arguments.asText() : arguments.toString();
            return new Piece(index, part.path("id").asText(""), function.path("name").asText(""), text, position);
        }
    }

    private final class Call {
        final int index;
        final String givenId;
        final StringBuilder arguments = new StringBuilder();
        private final JsonEndFinder end = new JsonEndFinder();
        private boolean complete;
        String name = "";

        Call(int index, String givenId) {
            this.index = index;
            this.givenId = givenId;
        }

        void append(String more) {
            arguments.append(more);
            complete |= end.end(more, 0).isPresent();
        }

        boolean isRepeatedBy(Piece piece) {
            return complete && piece.arguments.contentEquals(arguments) && piece.name.equals(name) && piece.id.equals(givenId) && !piece.id.isEmpty();
        }

        /// Whether a piece holds more of the name: some cut names as they cut arguments, others send as much of it as there is.
        boolean isNamedOnBy(Piece piece) {
            boolean beforeArguments = arguments.toString().isBlank()
                && (piece.arguments.isBlank() || !offered.contains(name) && offered.contains(name + piece.name));
            return beforeArguments && piece.index.isPresent() && piece.position == 0 && (piece.id.isEmpty() || piece.id.equals(givenId)) && !name.isEmpty()
                && !piece.name.equals(name);
        }

        /// What a piece adds to the name.
        String moreName(Piece piece) {
            return !name.isEmpty() && !isNamedOnBy(piece) ? "" : piece.name.startsWith(name) ? piece.name.substring(name.length()) : piece.name;
        }

        /// Whether a piece that could continue with this call begins another.
        boolean isFollowedBy(Piece piece) {
            if (isNamedOnBy(piece)) {
                return false;
            }
            boolean sameId = !piece.id.isEmpty() && piece.id.equals(givenId);
            if (!piece.id.isEmpty() && !givenId.isEmpty() && !sameId) {
                return true;
            }
            boolean named = !piece.name.isEmpty() && !name.isEmpty();
            boolean full = complete && !isRepeatedBy(piece) && !(sameId && piece.arguments.isBlank());
            return named && (!piece.name.equals(name) || full || piece.position > 0 && piece.index.isEmpty() && !sameId);
        }
    }

    private final Set<String> offered;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Call> byIndex = new HashMap<>();

    /// @param offered names of the tools that the request offers, by which a whole name is told from a piece of one
    ToolCallNormalizer(Set<String> offered) {
        this.offered = offered;
    }

    /// Whether there was any call.
    boolean any() {
        return !calls.isEmpty();
    }

    /// @param part one element of `tool_calls`
    /// @param position its index in that array
    ReplyDelta.ToolCallDelta normalize(JsonNode part, int position) {
        Piece piece = Piece.of(part, position);
        Optional<Call> continued = continued(piece);
        Call call = continued.orElseGet(() -> new Call(calls.size(), piece.id));
        String id = continued.isPresent() ? "" : newId(piece.id);
        String name = call.moreName(piece);
        String arguments = call.isRepeatedBy(piece) ? "" : piece.arguments;
        call.name += name;
        call.append(arguments);
        piece.index.ifPresent(index -> byIndex.put(index, call));
        if (continued.isEmpty()) {
            calls.add(call);
        }
        return new ReplyDelta.ToolCallDelta(call.index, id, name, arguments);
    }

    /// The call to which a piece belongs; empty when it begins one.
    private Optional<Call> continued(Piece piece) {
        Optional<Call> last = calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
        Optional<Call> known = piece.index.map(byIndex::get);
        if (known.isEmpty() && (piece.index.isEmpty() || piece.name.isEmpty() && piece.id.isEmpty())) {
            known = last;
        } else if (known.isEmpty()) {
            // each piece of one call may have an index of its own
            known = last.filter(call -> !piece.id.isEmpty() && call.givenId.equals(piece.id));
        }
        return known.filter(call -> !call.isFollowedBy(piece) && !beginsAnother(call, piece));
    }

    /// Two whole names, where the first does not continue in the second.
    private boolean beginsAnother(Call call, Piece piece) {
        return call.isNamedOnBy(piece) && piece.id.isEmpty() && offered.contains(call.name) && offered.contains(piece.name)
            && !offered.contains(call.name + piece.name);
    }

    /// The id of a new call: as given, unless another call has it.
    private String newId(String id) {
        boolean taken = calls.stream().anyMatch(call -> call.givenId.equals(id));
        return id.isEmpty() || taken ? RandomId.hexadecimal() : id;
    }
}
