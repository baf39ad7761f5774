// netstandard2.0 lacks the type that the compiler wants for init-only properties, which records are made of.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
