package earshot.conversation;

import module java.base;

import earshot.data.BoundedMap;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Emotion;

/// Answers spoken questions about the device: name, state, volume, connection, time. The volume is read and set by the tools of current
/// firmware; without them the answer says so. English only, like the embedded recogniser.
///
/// It changes something only when the whole sentence asks for that and the recogniser is sure of it. The recogniser picks one of the expected
/// sentences whatever was said; so where it is not sure, the assistant says what it heard, and acts when that is said once more.
public final class ScriptedAssistant implements Assistant {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
    private static final List<String> TENS = List.of("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "one hundred");
    private static final List<String> QUESTIONS = List.of(
        "what is your name", "who are you", "what is your state", "how are you", "what is the volume", "how loud are you",
        "how are you connected", "what is your connection", "what time is it", "what is the time", "help", "what can you do");
    private static final String HELP = "You can ask for my name, my state, my volume, my connection, and the time. You can also set the volume.";

    /// Below this confidence the recogniser, which always picks a sentence of its list, was only guessing.
    private static final double MIN_CONFIDENCE = 0.2;
    /// Speech that is none of the expected sentences stays below this.
    private static final double SURE = 0.6;
    /// How long a question back may be answered by saying it once more.
    private static final Duration REPEAT_WITHIN = Duration.ofSeconds(30);
    /// The words that may stand beside the number in a sentence that asks for a volume.
    private static final Set<String> VOLUME_WORDS = Set.of("please", "set", "turn", "put", "change", "the", "my", "your", "volume", "to", "at", "up", "down", "percent");
    private static final int MAX_ASKED = 64;

    private final Time time;
    private final ZoneId zone;
    /// The volume that each device was asked back about.
    private final Map<DeviceId, AskedBack> askedBack = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(MAX_ASKED));

    private record AskedBack(int percent, long at) {}

    /// @param zone of the time that is spoken
    public ScriptedAssistant(Time time, ZoneId zone) {
        this.time = time;
        this.zone = zone;
    }

    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
        if (assistantRequest.recognitionResult().confidence() < MIN_CONFIDENCE) {
            return notUnderstood();
        }
        List<String> sentence = words(assistantRequest.recognitionResult().text());
        Set<String> words = Set.copyOf(sentence);
        if (words.contains("volume") || words.contains("loud")) {
            OptionalInt number = number(sentence);
            return number.isPresent() ? volumeWanted(assistantRequest, sentence, number.getAsInt()) : tellVolume(new DeviceVolume(assistantRequest.tools()));
        }
        AssistantRequest.DeviceInfo device = assistantRequest.device();
        if (words.contains("name") || words.contains("who")) {
            return say("My name is " + device.spokenName() + ".");
        }
        if (words.contains("time") || words.contains("clock")) {
            return say("It is " + CLOCK.format(time.now().atZone(zone)) + ".");
        }
        if (words.contains("connection") || words.contains("connected")) {
            return say(device.connection());
        }
        if (words.contains("state") || words.contains("how")) {
            return say("I am " + device.state() + ".");
        }
        if (words.contains("help") || words.contains("can")) {
            return say(HELP);
        }
        return notUnderstood();
    }

    /// The questions, and `set the volume to` with every ten from zero to one hundred.
    @Override
    public List<String> expectedSentences() {
        List<String> all = new ArrayList<>(QUESTIONS);
        TENS.forEach(number -> all.add("set the volume to " + number));
        return all;
    }

    @Override
    public boolean needsText() {
        return true;
    }

    @Override
    public String name() {
        return "Scripted";
    }

    private CompletableFuture<AssistantAnswer> volumeWanted(AssistantRequest request, List<String> sentence, int percent) {
        if (!onlySetsVolume(sentence)) {
            return say("I am not sure what you want. Say: set the volume to " + TENS.get((percent + 5) / 10) + ".");
        }
        AskedBack before = askedBack.remove(request.device().id());
        boolean repeated = before != null && before.percent == percent && time.nanos() - before.at < REPEAT_WITHIN.toNanos();
        if (request.recognitionResult().confidence() < SURE && !repeated) {
            askedBack.put(request.device().id(), new AskedBack(percent, time.nanos()));
            return say("I heard: set the volume to " + percent + " percent. If that is right, say it once more.");
        }
        return setVolume(new DeviceVolume(request.tools()), percent);
    }

    /// Whether the whole sentence is a wish for a volume, with nothing else in it.
    private static boolean onlySetsVolume(List<String> sentence) {
        return sentence.stream().allMatch(word -> VOLUME_WORDS.contains(word) || isNumber(word)) && sentence.contains("volume");
    }

    private static boolean isNumber(String word) {
        return word.equals("one") || word.equals("hundred") || TENS.contains(word) || word.length() <= 3 && word.chars().allMatch(Character::isDigit);
    }

    private static CompletableFuture<AssistantAnswer> tellVolume(DeviceVolume volume) {
        if (!volume.canBeRead()) {
            return say("I cannot tell. This device has no tool for its status.");
        }
        return volume.readStatus().handle((status, failure) -> {
            if (failure != null) {
                return sorry("The device did not tell its status.");
            }
            OptionalInt percent = DeviceVolume.percentIn(status);
            return percent.isPresent() ? content("The volume is " + percent.getAsInt() + " percent.") : sorry("The device did not tell its volume.");
        });
    }

    private static CompletableFuture<AssistantAnswer> setVolume(DeviceVolume volume, int percent) {
        if (!volume.canBeSet()) {
            return say("I cannot do that. This device has no tool for its volume.");
        }
        return volume.set(percent).handle((_, failure) -> failure == null ? content("The volume is " + percent + " percent now.") : sorry("The device did not change its volume."));
    }

    private static List<String> words(String text) {
        return Arrays.stream(LetterCase.lower(text).split("[^a-z0-9]+")).filter(word -> !word.isEmpty()).toList();
    }

    /// The number in a sentence, as a word for tens or in digits, 0 to 100.
    private static OptionalInt number(List<String> sentence) {
        if (sentence.contains("hundred")) {
            return OptionalInt.of(100);
        }
        return sentence.stream().mapToInt(word -> TENS.contains(word) ? TENS.indexOf(word) * 10 : isNumber(word) && !word.equals("one") ? Integer.parseInt(word) : -1)
            .filter(percent -> percent >= 0 && percent <= 100).findFirst();
    }

    private static CompletableFuture<AssistantAnswer> notUnderstood() {
        return CompletableFuture.completedFuture(new AssistantAnswer.Sentences(List.of("I did not understand that.", HELP), Emotion.CONFUSED));
    }

    private static CompletableFuture<AssistantAnswer> say(String sentence) {
        return CompletableFuture.completedFuture(content(sentence));
    }

    private static AssistantAnswer content(String sentence) {
        return new AssistantAnswer.Sentences(List.of(sentence), Emotion.NEUTRAL);
    }

    private static AssistantAnswer sorry(String sentence) {
        return new AssistantAnswer.Sentences(List.of(sentence), Emotion.SAD);
    }
}
