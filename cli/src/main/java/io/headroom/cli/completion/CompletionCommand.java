package io.headroom.cli.completion;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `headroom completion bash|zsh`: a script for the shell to read.
@Command(
        name = "completion",
        description = "Print the completion for a shell: source <(./headroom completion bash)",
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
    /// The shells that know how to use it.
    public enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var root = spec.root();
        var script = AutoComplete.bash(root.name(), root.commandLine());
        switch (shell) {
            case BASH -> out.print(script);
            // The script turns bash's ways on in zsh, if zsh has loaded them.
            case ZSH -> out.print("autoload -U +X compinit && compinit\n" + script);
        }
        // People type the script of the project, not a program on their path.
        out.println("complete -F _complete_headroom -o default ./headroom");
        out.flush();
        return 0;
    }
}
