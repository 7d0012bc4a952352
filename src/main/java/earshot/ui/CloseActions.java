package earshot.ui;

/// Closes the window without asking. On the FX thread only.
interface CloseActions {
    /// The program ends with the window.
    void quit();

    /// The server continues; starting the program again brings the window back.
    void serveOn();
}
