package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderRefusal;

/// The answer to a request that is sent again, changed, for as long as the provider refuses a part of it that can be changed. What helped is
/// reported once the provider has answered.
final class AdaptingReply implements ModelReply {
    /// A request has about a dozen members that may be refused.
    private static final int MAX_CHANGES = 8;
    /// Tools that are left out one by one.
    private static final int MAX_TOOLS = 5;

    /// Sends requests and hears what helped.
    interface Sender {
        ModelReply send(ObjectNode body);

        /// @param why what the provider said when it refused last
        void learned(List<RequestChange> changes, String why);
    }

    private final Sender sender;
    private final List<RequestChange> changes = new ArrayList<>();
    private ObjectNode body;
    private Optional<Guesses> guesses = Optional.empty();
    private volatile ModelReply reply;
    private volatile boolean closed;
    private String why = "";
    private boolean started;

    /// Sends the request at once.
    AdaptingReply(ObjectNode body, Sender sender) {
        this.sender = sender;
        this.body = body;
        reply = sender.send(body);
    }

    @Override
    public Optional<ReplyDelta> next() {
        while (!started) {
            try {
                Optional<ReplyDelta> first = reply.next();
                started = true;
                if (!changes.isEmpty()) {
                    sender.learned(List.copyOf(changes), why);
                }
                return first;
            } catch (ProblemException e) {
                askAgain(e);
            }
        }
        return reply.next();
    }

    /// What is tried where the provider does not say what it refuses.
    ///
    /// @param body what was refused
    /// @param known changes that have led to it
    /// @param untried changes of it
    private record Guesses(ObjectNode body, List<RequestChange> known, Queue<List<RequestChange>> untried) {}

    /// @throws ProblemException the failure itself, when no change can help
    private void askAgain(ProblemException failure) {
        if (!(failure.getCause() instanceof ProviderRefusal refusal) || changes.size() >= MAX_CHANGES && guesses.isEmpty()) {
            throw failure;
        }
        Optional<RequestChange> named = guesses.isEmpty() ? RefusedParameter.change(refusal, body) : Optional.empty();
        if (named.isPresent()) {
            change(named.map(this::withoutCircle).map(this::withinBounds).get(), failure, refusal);
        } else {
            guess(failure, refusal);
        }
        why = String.valueOf(failure.problem().args().getLast());
        reply.close();
        reply = sender.send(body);
        if (closed) {
            reply.close();
            throw new CancellationException("closed");
        }
    }

    private void change(RequestChange change, ProblemException failure, ProviderRefusal refusal) {
        ObjectNode before = body.deepCopy();
        change.apply(body);
        if (body.equals(before)) {
            throw failure;
        }
        // the next conversation may be short enough for tools, and the model may write its next call well
        boolean passing = failure.problem().code() == ProblemCode.PROVIDER_CONTEXT || RefusedParameter.ownCallFailed(refusal);
        boolean thisTimeOnly = passing && change.equals(new RequestChange.Omit(RequestChange.TOOLS));
        if (!thisTimeOnly) {
            changes.add(change);
        }
    }

    private void guess(ProblemException failure, ProviderRefusal refusal) {
        if (guesses.isEmpty() && UnnamedRefusal.is(refusal)) {
            guesses = Optional.of(new Guesses(body, List.copyOf(changes), new ArrayDeque<>(UnnamedRefusal.guesses(body))));
        }
        Guesses now = guesses.filter(some -> !some.untried().isEmpty() && UnnamedRefusal.is(refusal)).orElseThrow(() -> failure);
        List<RequestChange> guess = now.untried().remove();
        body = now.body().deepCopy();
        guess.forEach(change -> change.apply(body));
        changes.clear();
        changes.addAll(now.known());
        changes.addAll(guess);
    }

    /// Who waits for an answer does not wait for one refusal after another: then no tools are offered.
    private RequestChange withinBounds(RequestChange change) {
        long tools = changes.stream().filter(earlier -> earlier instanceof RequestChange.OmitTool).count();
        return change instanceof RequestChange.OmitTool && tools >= MAX_TOOLS ? new RequestChange.Omit(RequestChange.TOOLS) : change;
    }

    /// What was renamed once and is refused under its new name as well is left out.
    private RequestChange withoutCircle(RequestChange change) {
        boolean again = change instanceof RequestChange.Rename(String member, String _)
            && changes.stream().anyMatch(earlier -> earlier instanceof RequestChange.Rename(String _, String successor) && successor.equals(member));
        return again ? new RequestChange.Omit(((RequestChange.Rename) change).member()) : change;
    }

    @Override
    public void close() {
        closed = true;
        reply.close();
    }
}
