package earshot.session;

/// Told how far a connection comes, once each, on its thread.
public interface Milestones {
    /// It said hello, or was greeted unasked.
    void hello(Connected connection);

    /// Its first audio frame came and was understood.
    void sound(Connected connection);

    /// Tells nobody.
    static Milestones untold() {
        return new Milestones() {
            @Override
            public void hello(Connected connection) {}

            @Override
            public void sound(Connected connection) {}
        };
    }
}
