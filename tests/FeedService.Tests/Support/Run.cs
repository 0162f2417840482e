using System.Diagnostics;
using System.Text;

namespace FeedService.Tests.Support;

/// <summary>Runs programs to their end.</summary>
public static class Run
{
    public sealed record Result(int ExitCode, string Output, string Error);

    public static Result Program(string program, params string[] arguments) => With(program, arguments);

    /// <param name="variables">Added to the environment; null takes one away.</param>
    public static Result With(string program, IEnumerable<string> arguments, string input = "", string? folder = null,
        IReadOnlyDictionary<string, string?>? variables = null)
    {
        using var process = Start(program, arguments, folder, variables);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within a minute");
        }
        return new Result(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts a program and leaves it running.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string? folder = null,
        IReadOnlyDictionary<string, string?>? variables = null)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
