namespace FeedService.Tests.Support;

/// <summary>
/// What lies outside the repository: real collections, and programs of the system. Absent ones skip a test.
/// </summary>
public static class Shared
{
    private static readonly bool MustHaveAll =
        Environment.GetEnvironmentVariable("FEEDSERVICE_TEST_REQUIRE_ALL") == "1";

    /// <summary>The root of the checkout.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A file or folder beside the checkout, in <c>shared</c>.</summary>
    public static string Require(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Repository, "..", "shared", path));
        SkipUnless(File.Exists(full) || Directory.Exists(full), $"shared/{path} is not beside this checkout");
        return full;
    }

    /// <summary>A program on the PATH.</summary>
    public static string Program(string name)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        SkipUnless(found is not null, $"{name} is not installed");
        return found!;
    }

    /// <summary>
    /// A Python that has a module: the system's, since another one on the PATH sees none of its packages.
    /// </summary>
    public static string Python(string module)
    {
        var found = new[] { "/usr/bin/python3", Program("python3") }
            .FirstOrDefault(python => File.Exists(python)
                && Run.Program(python, "-c", $"import {module}").ExitCode == 0);
        SkipUnless(found is not null, $"no python3 has the module {module}");
        return found!;
    }

    public static void SkipUnless(bool isThere, string reason)
    {
        if (MustHaveAll)
            Assert.True(isThere, reason);
        Assert.SkipUnless(isThere, reason);
    }

    private static string FindRepository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "FeedService.sln")))
            at = at.Parent!;
        return at.FullName;
    }
}
