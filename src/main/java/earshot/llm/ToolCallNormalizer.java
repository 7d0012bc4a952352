package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// Brings the streamed tool calls of all providers into one form: an index that counts up from 0, id and name in the first part only.
/// Some providers send no index, some no id, some repeat both in every part, some give every call the index 0.
final class ToolCallNormalizer {
    private static final class Call {
        final int index;
        final String givenId;
        boolean named;

        Call(int index, String givenId) {
            this.index = index;
            this.givenId = givenId;
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Call> byIndex = new HashMap<>();

    ReplyDelta.ToolCallDelta normalize(JsonNode part) {
        String id = part.path("id").asText("");
        String name = part.path("function").path("name").asText("");
        JsonNode written = part.path("function").path("arguments");
        String arguments = written.isMissingNode() || written.isNull() ? "" : written.isTextual() ? written.asText() : written.toString();
        boolean indexed = part.path("index").isInt();
        Call call = indexed ? byIndex.get(part.path("index").intValue()) : calls.isEmpty() ? null : calls.getLast();
        boolean otherId = call != null && !id.isEmpty() && !call.givenId.isEmpty() && !call.givenId.equals(id);
        boolean otherName = call != null && !indexed && id.isEmpty() && !name.isEmpty() && call.named;
        boolean first = call == null || otherId || otherName;
        if (first) {
            call = new Call(calls.size(), id);
            calls.add(call);
            if (indexed) {
                byIndex.put(part.path("index").intValue(), call);
            }
        }
        String newName = call.named ? "" : name;
        call.named |= !name.isEmpty();
        return new ReplyDelta.ToolCallDelta(call.index, first ? id.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : id : "", newName, arguments);
    }
}
