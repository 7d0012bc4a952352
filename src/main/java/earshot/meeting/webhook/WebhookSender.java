package earshot.meeting.webhook;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.Digest;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.meeting.MeetingJson;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.WebhookDelivery;
import earshot.meeting.WebhookDelivery.Result;
import earshot.meeting.store.ArchiveStateStore;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends summaries to the webhook, one after another, each at most twice. A delivery is stored before it is sent, so that it is sent again
/// when the process dies meanwhile: the receiver may get a summary twice, but not never. Source: badge-protocol section 6.5.
public final class WebhookSender implements AutoCloseable {
    /// The pause between the first attempt and the second is at least `PAUSE` and at most `MAX_EXTRA_PAUSE` more.
    static final Duration PAUSE = Duration.ofSeconds(2);
    static final Duration MAX_EXTRA_PAUSE = Duration.ofSeconds(3);
    private static final int QUEUE = 256;
    private static final ProblemSubject SETTING = new ProblemSubject.Setting("meeting.webhook.url");
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private final MeetingStore meetingStore;
    private final ArchiveStateStore archiveStateStore;
    private final Supplier<Optional<MeetingSharingSettings.Webhook>> settings;
    private final SharedHttpClient sharedHttpClient;
    private final ProblemSink problems;
    private final RandomGenerator random;
    private final Time time;
    private final Consumer<WebhookDelivery> deliveryListener;
    private final CompletableFuture<AtomicLong> numbers;
    private final Set<Sending> unfinished = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE),
        Thread.ofVirtual().name("webhook-", 0).factory());

    /// @param settings in force at each delivery
    /// @param random for the pause before a retry
    /// @param deliveryListener called when a delivery has begun and when it has ended, after it is stored; must not block
    public WebhookSender(MeetingStore meetingStore, ArchiveStateStore archiveStateStore, Supplier<Optional<MeetingSharingSettings.Webhook>> settings,
        SharedHttpClient sharedHttpClient, ProblemSink problems, RandomGenerator random, Time time,
            Consumer<WebhookDelivery> deliveryListener) {
        this.meetingStore = meetingStore;
        this.archiveStateStore = archiveStateStore;
        this.settings = settings;
        this.sharedHttpClient = sharedHttpClient;
        this.problems = problems;
        this.random = random;
        this.time = time;
        this.deliveryListener = deliveryListener;
        numbers = archiveStateStore.lastDelivery().thenApply(AtomicLong::new);
    }

    /// @param end completes with the stored delivery, whether it succeeded or not
    public record Sending(WebhookDelivery row, MeetingSharingSettings.Webhook hook, byte[] body, CompletableFuture<WebhookDelivery> end) {}

    /// Whether a webhook is set.
    public boolean configured() {
        return settings.get().isPresent();
    }

    /// Sends a summary; completes when it was accepted, fails when it was not.
    public CompletableFuture<WebhookDelivery> send(MeetingTranscript meeting) {
        return begin(meeting).thenCompose(Sending::end).thenApply(row -> {
            if (row.result() == Result.FAIL) {
                throw new ProblemException(deliveryProblem(row));
            }
            return row;
        });
    }

    /// Sends a summary; completes when the delivery is stored as under way.
    public CompletableFuture<Sending> begin(MeetingTranscript meeting) {
        return numbers.thenCompose(last -> begin(meeting, last.incrementAndGet()));
    }

    /// Sends again the deliveries that were under way when an earlier process ended.
    public void resume() {
        archiveStateStore.unfinishedDeliveries()
            .thenAccept(deliveries -> deliveries.forEach(delivery -> meetingStore.read(delivery.meeting()).thenAccept(meeting -> {
            if (meeting.isPresent() && configured()) {
                begin(meeting.get(), delivery.number());
            } else {
                meetingStore.put(delivery.withOutcome(Result.FAIL, 0, "the program ended meanwhile"));
            }
        })));
    }

    /// Aborts the running delivery and drops the waiting ones; all stay stored as under way.
    @Override
    public void close() {
        sender.shutdownNow();
        unfinished.forEach(sending -> sending.end().completeExceptionally(new CancellationException("the program ends")));
    }

    private CompletableFuture<Sending> begin(MeetingTranscript meeting, long number) {
        Optional<MeetingSharingSettings.Webhook> hook = settings.get();
        if (hook.isEmpty()) {
            return CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.WEBHOOK_ABSENT, SETTING)));
        }
        byte[] body = body(meeting);
        WebhookDelivery row = new WebhookDelivery(number, meeting.meeting().id(), time.now(), WebhookRequest.host(hook.get().url()),
            new WebhookDelivery.Outcome(Result.UNDER_WAY, 0, ""), body.length, Digest.of(body, 8));
        Sending sending = new Sending(row, hook.get(), body, new CompletableFuture<>());
        return meetingStore.put(row).thenApply(_ -> {
            deliveryListener.accept(row);
            unfinished.add(sending);
            sending.end().whenComplete((_, _) -> unfinished.remove(sending));
            try {
                sender.execute(() -> deliver(sending));
            } catch (RejectedExecutionException _) {
                finished(sending, sending.row().withOutcome(Result.FAIL, 0, QUEUE + " deliveries wait already"));
            }
            return sending;
        });
    }

    private void deliver(Sending sending) {
        try {
            WebhookRequest call = new WebhookRequest(sharedHttpClient, time, sending.hook(), sending.body());
            WebhookRequest.Response first = call.send();
            if (first.good()) {
                finished(sending, sending.row().withOutcome(Result.OK, first.status(), ""));
                return;
            }
            time.sleep(PAUSE.plusMillis(random.nextLong(MAX_EXTRA_PAUSE.toMillis() + 1)));
            WebhookRequest.Response second = call.send();
            finished(sending, sending.row().withOutcome(second.good() ? Result.RETRY_OK : Result.FAIL, second.status(), second.reason()));
        } catch (CancellationException closing) {
            sending.end().completeExceptionally(closing);
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("[Meeting Webhook] a delivery broke: {}", e.getClass().getName());
            finished(sending, sending.row().withOutcome(Result.FAIL, 0, e.getClass().getSimpleName()));
        }
    }

    private void finished(Sending sending, WebhookDelivery row) {
        String result = LetterCase.lower(row.result().name());
        if (row.result() == Result.FAIL) {
            LOG.error("[Meeting Webhook] result={} body_len={} sha8={}", result, row.bytes(), row.digest());
            problems.raise(deliveryProblem(row));
        } else {
            LOG.info("[Meeting Webhook] result={} body_len={} sha8={}", result, row.bytes(), row.digest());
            problems.resolve(ProblemCode.WEBHOOK_FAILED, SETTING);
        }
        meetingStore.put(row).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.warn("the end of a delivery could not be stored: {}", failure.toString());
            }
            deliveryListener.accept(row);
            sending.end().complete(row);
        });
    }

    private static Problem deliveryProblem(WebhookDelivery row) {
        return Problem.of(ProblemCode.WEBHOOK_FAILED, SETTING, row.host(), row.reason());
    }

    private static byte[] body(MeetingTranscript transcript) {
        ObjectNode body = JSON.createObjectNode().put("sessionId", transcript.meeting().id().value())
            .put("deviceId", transcript.meeting().devices().stream().findFirst().map(DeviceId::value).orElse(""));
        body.set("summary", transcript.summary().map(MeetingJson::of).orElseGet(JSON::createObjectNode));
        body.set("metrics", transcript.metrics().map(MeetingJson::of).orElseGet(JSON::createObjectNode));
        body.put("durationMs", MeetingJson.duration(transcript).toMillis());
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree in memory", e);
        }
    }
}
