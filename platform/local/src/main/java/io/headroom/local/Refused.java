package io.headroom.local;

/// Something that people can put right: the message is one line that says what is wrong and what to do.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String whatAndWhatToDo) {
        super(whatAndWhatToDo);
    }

    public Refused(String whatAndWhatToDo, Throwable cause) {
        super(whatAndWhatToDo, cause);
    }
}
