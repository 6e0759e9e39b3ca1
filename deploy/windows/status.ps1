<#
.SYNOPSIS
Says whether the Windows service vertx-wpd runs, which version, as whom, and whether it is ready.

.DESCRIPTION
Exit codes: 0 it is ready, 1 it is not installed or does not run, 3 it runs and is not ready.

.PARAMETER Programs
Where the versions of the program are.

.PARAMETER Data
Where configuration, data and logs are. Only an administrator can read them.
#>
[CmdletBinding()]
param(
    [string] $Programs = (Join-Path $env:ProgramFiles 'vertx-wpd'),
    [string] $Data = (Join-Path $env:ProgramData 'vertx-wpd')
)

. (Join-Path $PSScriptRoot 'common.ps1')

Assert-Administrator
$service = Get-Gateway
if (-not $service) {
    Stop-Script 1 "the service $ServiceName is not installed: run install.ps1"
}
Write-Step "service    $($service.State), started $($service.StartMode), as $($service.StartName)"
Write-Step "version    $(Get-Version $Programs 'current')"
$previous = Get-Version $Programs 'previous'
if ($previous) {
    Write-Step "before     $previous (install.ps1 -Rollback goes back to it)"
}
Write-Step "logs       $(Join-Path $Data 'logs')"
if ($service.State -ne 'Running') {
    Stop-Script 1 "the service does not run: Start-Service $ServiceName; the logs say why it ended"
}
$process = Get-Process -Id $service.ProcessId
$megabytes = [int] ($process.WorkingSet64 / 1048576)
Write-Step "process    $($service.ProcessId), since $($process.StartTime), $megabytes MB"
$line = Get-ReadyLine $Data
if (-not $line) {
    Stop-Script 3 'it runs and is not ready yet: the logs say what it is waiting for'
}
Write-Step $line
