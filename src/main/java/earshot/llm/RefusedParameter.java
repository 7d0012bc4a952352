package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ErrorBody;
import earshot.remote.ProviderRefusal;

/// Finds out which parameter of a request a provider refuses: by what it names, else by its words. Only what was sent can be meant, which is why
/// the words may be understood broadly: OpenAI, Azure, Gemini, Ollama, vLLM, DashScope, Zhipu, DeepSeek, Mistral, Groq and gateways all have
/// their own.
record RefusedParameter(ErrorBody error, ObjectNode body) {
    private static final Set<String> NEVER = Set.of("model", "messages");
    private static final Map<String, String> SUCCESSORS = Map.of("max_tokens", "max_completion_tokens", "max_completion_tokens", "max_tokens");
    /// What people call members beside their names.
    private static final Map<String, List<String>> OTHER_NAMES = Map.of("max_tokens", List.of("max_output_tokens"), "max_completion_tokens",
        List.of("max_output_tokens"),
        "frequency_penalty", List.of("penalty"), "presence_penalty", List.of("penalty"), "stream_options", List.of("include_usage"));
    /// Members that are words of the language, too: they count only where a message names them as members.
    private static final Pattern ORDINARY = Pattern.compile("[a-z]{1,9}");
    private static final Set<String> TELLING = Set.of("temperature", "logprobs", "penalty");

    private static final Pattern UNKNOWN = pattern(
        "unsupported|not support|n't support|unknown|unrecogni[sz]ed|unexpected|extra (inputs?|fields?)|extra_forbidden|"
            + "not permitted|not allowed|forbidden|additional propert|cannot find field|no such|不支持|未知");
    private static final Pattern REFUSED = pattern(
        "invalid|illegal|incorrect|not (yet )?(available|enabled|implemented|accepted|valid)|must|should|cannot|can't|can not|only|"
            + "range|too (large|high|big|small|low)|(less|larger|greater|more) than|at (most|least)|exceed|deprecated|does not exist|unmarshal|deserialize|"
            + "非法|无效|错误|有误|超出|范围|不能|必须|" + UNKNOWN.pattern());
    private static final Pattern VALUE = pattern("value|range|too (large|high|big|small|low)|"
        + "(less|larger|greater|more) than|at (most|least)|exceed|超出|范围");
    private static final Pattern MISSING = pattern("missing|required|缺少");
    private static final Pattern MENTIONS_TOOLS = pattern("\\b(tool|function)|工具|函数");

    private static final Pattern OWN_CALL = pattern(
        "tool_use_failed|failed_generation|tool call validation failed|failed to (call|parse).{0,20}(function|tool)|"
            + "(function|tool) call.{0,20}(malformed|could not be parsed)|malformed_function_call");
    /// Templates of models, and gateways, that know no role for what is told beforehand.
    private static final Pattern NO_SYSTEM = pattern(
        "system['\"`]? (role|message|instruction|prompt)s?.{0,30}(n.t|not|un).{0,12}support|developer instruction is not enabled|"
            + "role['\"`]? does not support ['\"`]system|"
            + "(not support|unsupported|invalid).{0,30}role.{0,10}system|system.{0,12}不支持|不支持.{0,12}system");

    private static Pattern pattern(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /// The change that may help; empty when the provider failed for another reason.
    static Optional<RequestChange> change(ProviderRefusal refusal, ObjectNode body) {
        return switch (refusal.status()) {
            case 0, 400, 404, 405, 415, 422, 500, 501 -> new RefusedParameter(refusal.error(), body).change();
            default -> Optional.empty();
        };
    }

    /// Whether the provider could not read the call that its model wrote: tools are not refused by that.
    static boolean ownCallFailed(ProviderRefusal refusal) {
        return OWN_CALL.matcher(refusal.error().words()).find();
    }

    private Optional<RequestChange> change() {
        return ownCall().or(this::systemRole).or(this::tool).or(this::named).or(this::mentioned).or(this::mentionedInMessages).or(this::anyTools);
    }

    private Optional<RequestChange> ownCall() {
        return body.has(RequestChange.TOOLS) && OWN_CALL.matcher(error.words()).find() ? Optional.of(new RequestChange.Omit(RequestChange.TOOLS))
            : Optional.empty();
    }

    private Optional<RequestChange> systemRole() {
        return NO_SYSTEM.matcher(error.message()).find() ? Optional.of(new RequestChange.SystemAsUser()) : Optional.empty();
    }

    /// The one tool that is refused, as with a schema that the model does not take; see [RefusedTool].
    private Optional<RequestChange> tool() {
        boolean elsewhere = !error.parameter().isEmpty() && !RefusedTool.leadsToTools(error.parameter());
        return elsewhere || !MENTIONS_TOOLS.matcher(error.words() + error.parameter()).find() ? Optional.empty()
            : RefusedTool.find(error, body.path(RequestChange.TOOLS)).map(RequestChange.OmitTool::new);
    }

    /// The member that the provider names in a member of its own, such as `param`.
    private Optional<RequestChange> named() {
        List<String> path = Arrays.stream(error.parameter().split("[.\\[\\]]+")).filter(part -> !part.isEmpty()).toList();
        if (!path.isEmpty() && path.getFirst().equals("messages")) {
            return inMessages().stream().filter(path.getLast()::equals).findFirst().filter(_ -> !MISSING.matcher(error.message()).find())
                .map(RequestChange.OmitFromMessages::new);
        }
        return path.stream().flatMap(part -> members().entrySet().stream().filter(member -> same(member.getKey(), part)).map(Map.Entry::getValue)).findFirst()
            .map(this::instead);
    }

    /// The member that its words mention first; of two that exclude each other, the last.
    private Optional<RequestChange> mentioned() {
        if (!REFUSED.matcher(error.message()).find()) {
            return Optional.empty();
        }
        Comparator<Map.Entry<String, Integer>> byPlace = Map.Entry.comparingByValue();
        boolean both = pattern("\\bboth\\b").matcher(error.message()).find();
        return members().entrySet().stream().map(member -> Map.entry(member.getValue(), place(member.getKey()))).filter(member -> member.getValue() >= 0)
            .min(both ? byPlace.reversed() : byPlace).map(Map.Entry::getKey).map(this::instead);
    }

    private Optional<RequestChange> mentionedInMessages() {
        boolean unknown = UNKNOWN.matcher(error.message()).find() && !MISSING.matcher(error.message()).find();
        return inMessages().stream().filter(_ -> unknown).filter(member -> word(member).matcher(error.message()).find()).findFirst()
            .map(RequestChange.OmitFromMessages::new);
    }

    /// An answer without tools matters more to the person than tools, so that here the words need not be clear.
    private Optional<RequestChange> anyTools() {
        boolean refused = body.has(RequestChange.TOOLS) && MENTIONS_TOOLS.matcher(error.words()).find() && !MISSING.matcher(error.message()).find();
        return refused ? Optional.of(new RequestChange.Omit(RequestChange.TOOLS)) : Optional.empty();
    }

    private RequestChange instead(String member) {
        Optional<String> successor = Optional.ofNullable(SUCCESSORS.get(member));
        boolean otherName = successor.filter(error.message()::contains).isPresent()
            || UNKNOWN.matcher(error.message()).find() && !VALUE.matcher(error.message()).find();
        return successor.filter(_ -> otherName).<RequestChange>map(name -> new RequestChange.Rename(member, name))
            .orElseGet(() -> new RequestChange.Omit(member));
    }

    /// Every name in the request with the member of the request that it is in.
    private Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        body.properties().stream().filter(member -> !NEVER.contains(member.getKey())).forEach(member -> {
            members.put(member.getKey(), member.getKey());
            if (member.getValue() instanceof ObjectNode inner) {
                inner.fieldNames().forEachRemaining(name -> members.putIfAbsent(name, member.getKey()));
            }
        });
        return members;
    }

    /// The members of assistant messages and their calls that came from the provider.
    private Set<String> inMessages() {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode message : body.path("messages")) {
            message.fieldNames().forEachRemaining(names::add);
            message.path("tool_calls").forEach(call -> call.fieldNames().forEachRemaining(names::add));
        }
        names.removeAll(Set.of("role", "content", "tool_calls", "tool_call_id", "id", "type", "function"));
        return names;
    }

    private static boolean same(String member, String written) {
        return member.replace("_", "").equalsIgnoreCase(written.replace("_", ""));
    }

    /// Where the message mentions a member; negative where it does not.
    private int place(String member) {
        return Stream.concat(Stream.of(member), OTHER_NAMES.getOrDefault(member, List.of()).stream()).map(name -> word(name).matcher(error.message()))
            .filter(Matcher::find)
            .mapToInt(Matcher::start).min().orElse(-1);
    }

    /// A name as people write it: with underscores, in camel case, in words.
    private static Pattern word(String member) {
        String name = member.chars().mapToObj(c -> c == '_' ? "[_ -]?" : Pattern.quote(Character.toString(c))).collect(Collectors.joining());
        boolean ordinary = ORDINARY.matcher(member).matches() && !TELLING.contains(member);
        return pattern(ordinary
            ? "(?<=['\"`‘“])" + name + "(?=['\"`’”])"
                + "|(?<=(parameter|argument|property|field|参数)[s:]{0,2} ?['\"`]?)" + name + "(?![a-z0-9_])|(?<=: ?)" + name
                + "(?=\\W*$)"
            : "(?<![a-z0-9_])" + name + "(?![a-z0-9_])");
    }
}
