package earshot.meeting.summary;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MinutesWriter;
import earshot.meeting.Summary;
import earshot.meeting.Summary.Source;
import earshot.meeting.SummarySettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.wire.MeetingMessage.Progress.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SummarizerTest {
    private static final String GOOD = """
        {"title": "Launch", "bullets": ["one", "One.", "two"], "decisions": ["d1","d2","d3","d4","d5"], "actions": [{"task": "call", "owner": "Ann"}], "risks": [], "nextSteps": "- next\\n2. after"}""";

    private final TimeFake time = new TimeFake();
    private final List<ProblemCode> raised = new CopyOnWriteArrayList<>();
    private final List<Prompt> asked = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private SummarySettings summarySettings = SummarySettings.SECTION.defaults();
    private Function<Prompt, String> answer = _ -> GOOD;
    private Optional<LanguageModel> model = Optional.of(new LanguageModelFake());

    @Test
    @DisplayName("section 6.1: the seven fields are within their limits, without repeats, whatever form the model gives them")
    void writesSevenFields() {
        Summary summary = minutes(notes("hello", "we launch on Friday")).summary();
        assertThat(summary)
            .isEqualTo(new Summary(new Summary.Content("Launch", List.of("one", "two"), List.of("d1", "d2", "d3", "d4"), List.of("call, Ann"), List.of(),
            List.of("next", "after")), Duration.ofMinutes(3), 2, false, Source.MODEL, "big (big-2)", time.now()));
        assertThat(asked).singleElement().satisfies(prompt -> {
            assertThat(prompt.maxTokens()).hasValue(800);
            assertThat(prompt.messages().getFirst()).asString().contains("JSON", "Invent nothing", "in English");
            assertThat(prompt.messages().getLast()).isEqualTo(new Message.User("s: hello\ns: we launch on Friday"));
        });
        assertThat(heard).containsExactly("llm_start {maxTokens=800}", "part 1/1", "llm_done {elapsedMs=0}");
        assertThat(raised).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "```json\n{\"bullets\":[\"b\"]}\n```", "<think>{\"a\":1}</think>{\"bullets\":[\"b\"]}",
        "Here you are: {\"bullets\":[\"b\"],\"title\":null} Enjoy!", "{\"bullets\":\"b\"}" })
    void understandsWhatModelsPutAroundTheirAnswer(String said) {
        answer = _ -> said;
        assertThat(minutes(notes("hello there")).summary())
            .matches(summary -> summary.bullets().equals(List.of("b")) && summary.title().equals("会议纪要") && summary.source() == Source.MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I am sorry, I cannot do that.", "{\"answer\": 42}", "{\"bullets\": [", "[1, 2]", "null", "{\"bullets\": [], \"title\": \"\"}"})
    @DisplayName("section 3.4.7: an unusable answer is replaced by sentences of the meeting, word for word")
    void picksFromTheTextWhenTheAnswerIsNonsense(String said) {
        answer = _ -> said;
        Summary summary = minutes(
            notes("good morning everybody", "we decided to launch on Friday", "I will call the printer", "there is a risk of rain", "the next step is a test"))
            .summary();
        assertThat(summary.source()).isEqualTo(Source.HEURISTIC);
        assertThat(summary.writer()).as("whose answer it was").isEqualTo("big (big-2)");
        assertThat(summary.bullets()).contains("we decided to launch on Friday");
        assertThat(summary.decisions()).containsExactly("we decided to launch on Friday");
        assertThat(summary.actions()).containsExactly("I will call the printer");
        assertThat(summary.risks()).containsExactly("there is a risk of rain");
        assertThat(summary.nextSteps()).containsExactly("the next step is a test");
    }

    @Test
    @DisplayName("section 3.4.7: without a model the bullets are the three fixed sentences, and the fields are all there")
    void saysThatThereIsNoModel() {
        model = Optional.empty();
        Summary summary = minutes(notes("hello there")).summary();
        assertThat(summary.bullets()).containsExactly("会议内容已记录", "LLM服务暂时不可用", "请稍后重试");
        assertThat(summary).matches(it -> it.source() == Source.WITHOUT_MODEL && it.title().equals("会议纪要") && it.decisions().isEmpty() && it.segments() == 1);
        assertThat(summary.writer()).as("none is configured").isEmpty();
        assertThat(summary.points()).as("people are told in their language").isEmpty();
        assertThat(raised).containsExactly(ProblemCode.SUMMARY_WITHOUT_MODEL);
    }

    @Test
    void asksTwiceBeforeItSaysThatTheModelIsDown() {
        answer = _ -> {
            throw new ProblemException(Problem.of(ProblemCode.UNEXPECTED, "down"));
        };
        assertThat(minutes(notes("hello there")).summary()).matches(it -> it.source() == Source.WITHOUT_MODEL && it.writer().contains("down"));
        assertThat(asked).hasSize(2);
        asked.clear();
        answer = _ -> {
            if (asked.size() == 1) {
                throw new ProblemException(Problem.of(ProblemCode.UNEXPECTED, "down"));
            }
            return GOOD;
        };
        assertThat(minutes(notes("hello there")).summary().source()).isEqualTo(Source.MODEL);
    }

    @Test
    void doesNotWaitForeverForAModelThatHangs() throws Exception {
        CompletableFuture<String> never = new CompletableFuture<>();
        answer = _ -> never.join();
        CompletableFuture<Summary> summary = CompletableFuture.supplyAsync(() -> minutes(notes("hello there")).summary());
        await().until(() -> asked.size() == 1);
        await().until(() -> {
            time.advance(Summarizer.MODEL_LIMIT);
            return summary.isDone();
        });
        assertThat(summary.get().source()).isEqualTo(Source.WITHOUT_MODEL);
    }

    @Test
    @DisplayName("section 3.4.7: nothing said is a full skeleton with the real duration, and nobody is asked")
    void anEmptyMeetingHasASkeleton() {
        Summary summary = minutes(List.of()).summary();
        assertThat(summary).isEqualTo(new Summary(Summary.Content.titled("会议纪要"), Duration.ofMinutes(3), 0, false, Source.NOTHING_SAID, "", time.now()));
        assertThat(asked).isEmpty();
    }

    @Test
    void aLongMeetingIsReadInPartsWithNothingOfItMissing() {
        List<MeetingSentence> notes = IntStream.range(0, 4000).mapToObj(i -> note(i, "sentence number " + i + " of the meeting")).toList();
        Set<String> read = java.util.concurrent.ConcurrentHashMap.newKeySet();
        answer = prompt -> {
            String text = ((Message.User) prompt.messages().getLast()).text();
            text.lines().filter(line -> line.startsWith("s: ")).forEach(read::add);
            return text.startsWith("s: ") ? "{\"bullets\": [\"notes from " + text.lines().findFirst().orElseThrow() + "\"]}" : GOOD;
        };
        Summary summary = minutes(notes).summary();
        assertThat(read).isEqualTo(notes.stream().map(note -> "s: " + note.text()).collect(Collectors.toSet()));
        assertThat(asked).allMatch(prompt -> ((Message.User) prompt.messages().getLast()).text().length() <= summarySettings.limits().characters());
        assertThat(((Message.User) asked.getLast().messages().getLast()).text()).isNotEmpty();
        assertThat(
            asked.stream().map(prompt -> ((Message.User) prompt.messages().getLast()).text()).filter(text -> text.contains("notes from s: sentence number 0 ")))
            .isNotEmpty();
        assertThat(summary).matches(it -> it.title().equals("Launch") && it.segments() == 4000 && it.source() == Source.MODEL);
    }

    @Test
    void interimSummariesCountAsReadAndTheLastOneAsksOnlyForTheRest() {
        List<MeetingSentence> notes = IntStream.range(0, 10).mapToObj(i -> note(i, "sentence " + i)).toList();
        Summary first = new Summary(new Summary.Content("Start", List.of("from the start"), List.of(), List.of(), List.of("rain"), List.of()),
            Duration.ofMinutes(1), 8,
            true, Source.MODEL, "big (big-2)", time.now());
        answer = prompt -> ((Message.User) prompt.messages().getLast()).text().contains("from the start") ? "nonsense" : GOOD;
        MinutesWriter.Minutes minutes = summarizer().write(notes, List.of(first), Duration.ofMinutes(3), false, new ProgressListenerFake());
        assertThat(((Message.User) asked.getFirst().messages().getLast()).text()).isEqualTo("s: sentence 8\ns: sentence 9");
        assertThat(asked.getFirst().maxTokens()).hasValue(400);
        // the answer that should merge both is unusable: they are merged without the model
        assertThat(minutes.summary().bullets()).containsExactly("from the start", "one", "two");
        assertThat(minutes.summary().risks()).containsExactly("rain");
        assertThat(minutes.metrics())
            .hasToString("[Meeting Metrics] segmentsCount=10, checkpointCount=1, llmElapsedMs=0, emptyBullets=false, bulletsLength=3, industry=, scenario=");
    }

    @Test
    void whatInterimSummariesFoundIsKeptWhenTheModelIsDownAtTheEnd() {
        Summary first = new Summary(new Summary.Content("Start", List.of("from the start"), List.of("decided early"), List.of(), List.of(), List.of()),
            Duration.ofMinutes(1), 1, true, Source.MODEL, "big (big-2)", time.now());
        model = Optional.empty();
        Summary summary = summarizer().write(notes("a sentence", "another one"), List.of(first), Duration.ofMinutes(3), false, new ProgressListenerFake())
            .summary();
        assertThat(summary.bullets()).isEqualTo(Summary.WITHOUT_MODEL);
        assertThat(summary.decisions()).containsExactly("decided early");
        assertThat(summary.title()).isEqualTo("Start");
    }

    @Test
    @DisplayName("section 6.2: the industry's template goes before the own prompt before the built-in one; placeholders are filled; Chinese is answered in Chinese")
    void asksInTheWordsOfTheSettings() {
        minutes(notes("我们先看上周的问题", "OK"));
        assertThat(((Message.System) asked.getFirst().messages().getFirst()).text()).contains("简体中文");
        summarySettings = new SummarySettings(Optional.of("fr"), Optional.of("tech"), Optional.of("review"), Map.of(),
            new SummarySettings.Prompts(Optional.of("Own {industry}"), Optional.of("In {target_lang} for {scenario}: {transcript} END"), Map.of()),
            new SummarySettings.Limits(300, 300, 4000));
        minutes(notes("hello there"));
        assertThat(((Message.System) asked.get(1).messages().getFirst()).text()).startsWith("Own tech").contains("language fr");
        assertThat(((Message.User) asked.get(1).messages().getLast()).text()).isEqualTo("In fr for review: s: hello there END");
        summarySettings = new SummarySettings(Optional.empty(), Optional.of("tech"), Optional.empty(), Map.of(),
            new SummarySettings.Prompts(Optional.of("Own"), Optional.of("user"), Map.of("tech", "Template of {industry}")),
            new SummarySettings.Limits(300, 300, 4000));
        minutes(notes("hello there"));
        assertThat(((Message.System) asked.get(2).messages().getFirst()).text()).startsWith("Template of tech");
        assertThat(((Message.User) asked.get(2).messages().getLast()).text()).isEqualTo("s: hello there");
    }

    private MinutesWriter.Minutes minutes(List<MeetingSentence> notes) {
        return summarizer().write(notes, List.of(), Duration.ofMinutes(3), false, new ProgressListenerFake());
    }

    private Summarizer summarizer() {
        return new Summarizer(time, () -> summarySettings, () -> model, new LogTextFormatter(() -> 2000), new ProblemsFake());
    }

    private List<MeetingSentence> notes(String... texts) {
        List<MeetingSentence> notes = new ArrayList<>();
        for (String text : texts) {
            notes.add(note(notes.size(), text));
        }
        return notes;
    }

    private MeetingSentence note(long number, String text) {
        return new MeetingSentence(number, time.now(), new MeetingSentence.Origin(new DeviceId("d"), "s", ""), text, Optional.empty(),
            MeetingSentence.Status.MERGED, Optional.empty());
    }

    private final class ProgressListenerFake implements MinutesWriter.ProgressListener {
        @Override
        public void stageReached(Stage stage, Map<String, Long> facts) {
            heard.add(stage.wireName() + " " + facts);
        }

        @Override
        public void partStarted(int part, int parts) {
            heard.add("part " + part + "/" + parts);
        }
    }

    private final class ProblemsFake implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            raised.add(problem.code());
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    }

    private final class LanguageModelFake implements LanguageModel {
        @Override
        public ModelReply ask(Prompt prompt) {
            asked.add(prompt);
            return new ModelReply() {
                private boolean said;

                @Override
                public Optional<ReplyDelta> next() {
                    if (said) {
                        return Optional.empty();
                    }
                    said = true;
                    return Optional.of(new ReplyDelta.Text(answer.apply(prompt)));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public String name() {
            return "big (big-2)";
        }
    }
}
