package earshot.access;

import java.util.List;

/// Stores what was decided, one approval for each claim. Safe for use from any thread; `write` and `delete` return at once and never throw.
public interface ApprovalStore {
    /// All of them, in the order in which the devices asked. May wait for the disk: for start-up only.
    List<Approval> read();

    /// Replaces that of the same claim.
    void write(Approval approval);

    void delete(Claim claim);

    /// Stores nothing.
    static ApprovalStore none() {
        return new ApprovalStore() {
            @Override
            public List<Approval> read() {
                return List.of();
            }

            @Override
            public void write(Approval approval) {}

            @Override
            public void delete(Claim claim) {}
        };
    }
}
