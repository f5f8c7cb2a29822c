# เปิดหน้าเขียนของคลังนี้ ครั้งแรกติดตั้งโปรแกรมให้ก่อน
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
if (-not (Get-Command py -ErrorAction SilentlyContinue)) {
  Write-Host "ยังไม่มี Python เปิดหน้าดาวน์โหลดให้ ติดตั้งแล้วดับเบิลคลิก start.bat อีกครั้ง"
  Start-Process "https://www.python.org/downloads/windows/"
  exit 1
}
if (-not (Test-Path ".venv\Scripts\harvester.exe")) {
  Write-Host "ติดตั้งครั้งแรก รอสักครู่"
  py -m venv .venv
  .venv\Scripts\python -m pip install --quiet -r requirements.txt
}
.venv\Scripts\harvester admin --open
