using System.Runtime.CompilerServices;

namespace Switchboard.Tests;

/// <summary>Compares text with a file that a person has approved, in the folder <c>Approved</c> beside the test.</summary>
internal static class Approval
{
    internal static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    internal static void Verify(string name, string text, [CallerFilePath] string file = "")
    {
        var folder = Path.Combine(SourceFolder(file), "Approved");
        var approved = Path.Combine(folder, name + ".approved");
        var received = Path.Combine(folder, name + ".received");
        if (File.Exists(approved) && File.ReadAllText(approved) == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, text);
        throw new ShouldAssertException($"{name} is not as approved. Compare and, if the change is right: mv '{received}' '{approved}'");
    }
}
