package earshot.meeting.summary;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.event.LogTextFormatter;
import earshot.llm.LanguageModel;
import earshot.llm.Prompt;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MinutesWriter;
import earshot.meeting.Summary;
import earshot.meeting.Summary.Source;
import earshot.meeting.SummaryMetrics;
import earshot.meeting.SummarySettings;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.wire.MeetingMessage.Progress.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes minutes with a model. Safe for use from any thread; several meetings may be summarized at once.
///
/// @param settings read for each summary, so that new ones apply to the next
/// @param model of the purpose `meeting`, looked up for each summary; empty for none
public record Summarizer(Time time, Supplier<SummarySettings> settings, Supplier<Optional<LanguageModel>> model, LogTextFormatter logText, ProblemSink problems)
    implements MinutesWriter {
    /// A local model may need long for a long text.
    static final Duration MODEL_LIMIT = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Summarizer.class);
    private static final ProblemSubject SUBJECT = new ProblemSubject.Setting("llm_by_mode.meeting");

    @Override
    public Minutes write(List<MeetingSentence> sentences, List<Summary> before, Duration duration, boolean checkpoint, ProgressListener listener) {
        SummarySettings summarySettings = settings.get();
        Drafting drafting = new Drafting(summarySettings, sentences, checkpoint ? List.of() : before, checkpoint, listener);
        MinutesFields fields = sentences.isEmpty() ? MinutesFields.NONE : drafting.fields();
        Source source = sentences.isEmpty() ? Source.NOTHING_SAID : drafting.source;
        Summary summary = new Summary(fields.content(), duration, sentences.size(), checkpoint, source, drafting.writer, time.now());
        return new Minutes(summary,
            new SummaryMetrics(sentences.size(), before.size(), drafting.modelTime.toMillis(), fields.bullets().isEmpty(), fields.bullets().size(),
            summarySettings.industry().orElse(""), summarySettings.scenario().orElse("")));
    }

    /// The state of one summary while it is written.
    private final class Drafting {
        private final SummarySettings summarySettings;
        private final List<MeetingSentence> sentences;
        private final List<Summary> usedCheckpoints;
        /// Drafts so far: interim summaries first, then the parts in order.
        private final List<MinutesFields> drafts = new ArrayList<>();
        private final boolean checkpoint;
        private final ProgressListener listener;
        private final SummaryPrompts summaryPrompts;
        private Duration modelTime = Duration.ZERO;
        private Source source = Source.MODEL;
        private String writer = "";

        /// @param before interim summaries, which cover the first of the sentences
        Drafting(SummarySettings summarySettings, List<MeetingSentence> sentences, List<Summary> before, boolean checkpoint, ProgressListener listener) {
            this.summarySettings = summarySettings;
            this.sentences = sentences;
            this.checkpoint = checkpoint;
            this.listener = listener;
            summaryPrompts = SummaryPrompts.of(summarySettings, sentences);
            List<Summary> usable = before.stream().takeWhile(summary -> summary.source() == Source.MODEL).toList();
            usedCheckpoints = usable.stream().mapToInt(Summary::segments).sum() <= sentences.size() ? usable : List.of();
            usedCheckpoints.forEach(summary -> drafts.add(MinutesFields.of(summary)));
        }

        MinutesFields fields() {
            Optional<LanguageModel> found;
            try {
                found = model.get();
            } catch (RuntimeException e) {
                return unavailable(Failures.argument(e));
            }
            if (found.isEmpty()) {
                MinutesFields fields = unavailable(ProblemReason.NO_MODEL_CHOSEN.toString());
                writer = "";
                return fields;
            }
            writer = found.get().name();
            listener.stageReached(Stage.LLM_START,
                Map.of("maxTokens", (long) (checkpoint ? summarySettings.limits().checkpointTokens() : summarySettings.limits().tokens())));
            long begin = time.nanos();
            try {
                Optional<MinutesFields> answered = fromModel(new SummaryModelCall(time, found.get(), MODEL_LIMIT));
                problems.resolve(ProblemCode.SUMMARY_WITHOUT_MODEL, SUBJECT);
                if (answered.isEmpty()) {
                    source = Source.HEURISTIC;
                    LOG.warn("{} answered what are no minutes; they are picked from the text", found.get().name());
                }
                return answered.orElseGet(this::extracted);
            } catch (RuntimeException e) {
                return unavailable(Failures.argument(e));
            } finally {
                modelTime = Duration.ofNanos(time.nanos() - begin);
                listener.stageReached(Stage.LLM_DONE, Map.of("elapsedMs", modelTime.toMillis()));
            }
        }

        /// Has the model read what interim summaries do not cover and merges all drafts. Empty when no answer was usable.
        private Optional<MinutesFields> fromModel(SummaryModelCall modelCall) {
            List<MeetingSentence> unread = sentences.subList(usedCheckpoints.stream().mapToInt(Summary::segments).sum(), sentences.size());
            List<String> parts = TranscriptSplitter.split(unread, summarySettings.limits().characters());
            boolean single = drafts.isEmpty() && parts.size() == 1;
            int steps = parts.size() + (single ? 0 : 1);
            int before = drafts.size();
            for (int part = 0; part < parts.size(); part++) {
                listener.partStarted(part + 1, steps);
                ask(modelCall, summaryPrompts.minutesPrompt(parts.get(part), checkpoint || !single)).ifPresent(drafts::add);
            }
            if (drafts.isEmpty()) {
                return Optional.empty();
            }
            if (drafts.size() - before < parts.size()) {
                // some part gave no usable answer: what was said in it must not be missing
                drafts.add(ExtractiveSummary.of(unread));
            }
            if (drafts.size() > 1) {
                listener.partStarted(steps, steps);
            }
            return Optional.of(merge(modelCall, drafts));
        }

        /// Has the model merge drafts, as many at once as fit into a request, until one is left.
        private MinutesFields merge(SummaryModelCall modelCall, List<MinutesFields> drafts) {
            List<MinutesFields> left = drafts;
            while (left.size() > 1) {
                List<String> texts = left.stream().map(Drafting::json).toList();
                List<List<MinutesFields>> groups = groups(left, texts);
                if (groups.size() == left.size()) {
                    return MinutesFields.joined(left);
                }
                left = groups.stream().map(group -> group.size() == 1 ? group.getFirst()
                    : ask(modelCall, summaryPrompts.mergePrompt(String.join("\n", group.stream().map(Drafting::json).toList())))
                        .orElseGet(() -> MinutesFields.joined(group)))
                    .toList();
            }
            return left.getFirst();
        }

        private List<List<MinutesFields>> groups(List<MinutesFields> drafts, List<String> texts) {
            List<List<MinutesFields>> groups = new ArrayList<>();
            int length = Integer.MAX_VALUE / 2;
            for (int i = 0; i < drafts.size(); i++) {
                if (length + 1 + texts.get(i).length() > summarySettings.limits().characters()) {
                    groups.add(new ArrayList<>());
                    length = 0;
                }
                groups.getLast().add(drafts.get(i));
                length += texts.get(i).length() + 1;
            }
            return groups;
        }

        /// Retries once: a connection that breaks in the last request must not cost a meeting its summary.
        private static Optional<MinutesFields> ask(SummaryModelCall modelCall, Prompt prompt) {
            try {
                return MinutesParser.read(modelCall.ask(prompt));
            } catch (ProblemException | CompletionException e) {
                LOG.info("the model is asked once more: {}", e.getClass().getSimpleName());
                return MinutesParser.read(modelCall.ask(prompt));
            }
        }

        private static String json(MinutesFields fields) {
            ObjectNode body = JSON.createObjectNode().put("title", fields.title());
            new TreeMap<>(Map.of("bullets", fields.bullets(), "decisions", fields.decisions(), "actions", fields.actions(), "risks", fields.risks(),
                "nextSteps", fields.nextSteps()))
                .forEach((name, items) -> items.forEach(body.withArray("/" + name)::add));
            return body.toString();
        }

        private MinutesFields extracted() {
            return MinutesFields.joined(Stream.concat(drafts.stream(), Stream.of(ExtractiveSummary.of(sentences))).toList());
        }

        private MinutesFields unavailable(String reason) {
            source = Source.WITHOUT_MODEL;
            writer = reason;
            LOG.warn("the meeting is summarised without a model: {}", logText.format(ProblemReason.text(reason, Locale.ENGLISH)));
            if (!Thread.currentThread().isInterrupted()) {
                problems.raise(Problem.of(ProblemCode.SUMMARY_WITHOUT_MODEL, SUBJECT, logText.format(reason)));
            }
            return MinutesFields.joined(drafts).withBullets(Summary.WITHOUT_MODEL);
        }
    }
}
